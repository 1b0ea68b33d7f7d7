package dev.nextloop.codec;

import dev.nextloop.Reply;
import java.nio.ByteBuffer;

/** What a function that returns nothing answers. */
final class JsonNull {
  private JsonNull() {}

  static Reply reply() {
    return Reply.json(ByteBuffer.wrap(new byte[] {'n', 'u', 'l', 'l'}));
  }
}
