package dev.nextloop.codec;

import dev.nextloop.Reply;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/** The bytes as they are, in Vert.x's own type; loads Vert.x's buffers when it is used. */
public final class BufferCodec implements Codec<Buffer> {

  /** A codec; one serves everybody. */
  public BufferCodec() {}

  @Override
  public Buffer decode(ByteBuffer event) {
    byte[] bytes = new byte[event.remaining()];
    event.get(event.position(), bytes);
    return Buffer.buffer(bytes);
  }

  @Override
  public Reply encode(Buffer result) {
    return result == null ? JsonNull.reply() : Reply.json(ByteBuffer.wrap(result.getBytes()));
  }
}
