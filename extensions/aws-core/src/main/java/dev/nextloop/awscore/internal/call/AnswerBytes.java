package dev.nextloop.awscore.internal.call;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** What a function writes, handed on without a copy. */
public final class AnswerBytes extends ByteArrayOutputStream {

  /** With room for so many bytes before it grows. */
  public AnswerBytes(int room) {
    super(room);
  }

  /** What was written; nothing may be written any more. */
  public synchronized ByteBuffer written() {
    return ByteBuffer.wrap(buf, 0, count);
  }
}
