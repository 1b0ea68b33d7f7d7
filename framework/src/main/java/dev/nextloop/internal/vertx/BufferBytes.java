package dev.nextloop.internal.vertx;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;

/** The bytes of Vert.x's buffers. */
public final class BufferBytes {
  private BufferBytes() {}

  /** The bytes where they lie, without a copy. */
  public static ByteBuffer of(Buffer buffer) {
    return ((BufferInternal) buffer).getByteBuf().nioBuffer();
  }
}
