package dev.nextloop.codec;

import dev.nextloop.Reply;
import dev.nextloop.internal.vertx.BufferBytes;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/**
 * The bytes as they are, in Vert.x's own type; loads Vert.x's buffers when it is used. Nothing is
 * copied: an event is valid until the handler's future completes, then its memory is used again.
 * What must live longer is copied with {@link Buffer#copy()}. A result belongs to the client.
 */
public final class BufferCodec implements Codec<Buffer> {

  /** A codec; one serves everybody. */
  public BufferCodec() {}

  @Override
  public Buffer decode(ByteBuffer event) {
    return BufferBytes.over(event.duplicate());
  }

  @Override
  public Reply encode(Buffer result) {
    return result == null ? JsonNull.reply() : Reply.json(BufferBytes.of(result));
  }
}
