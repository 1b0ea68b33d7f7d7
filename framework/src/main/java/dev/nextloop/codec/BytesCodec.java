package dev.nextloop.codec;

import dev.nextloop.Reply;
import java.nio.ByteBuffer;

/**
 * The bytes as they are: an event is copied to an array of its own, a result goes out as it stands,
 * as {@code application/json}, which is what most callers take it for. Null goes out as {@code
 * null}.
 */
public final class BytesCodec implements Codec<byte[]> {

  /** A codec; one serves everybody. */
  public BytesCodec() {}

  @Override
  public byte[] decode(ByteBuffer event) {
    byte[] bytes = new byte[event.remaining()];
    event.get(event.position(), bytes);
    return bytes;
  }

  @Override
  public Reply encode(byte[] result) {
    return result == null ? JsonNull.reply() : Reply.json(ByteBuffer.wrap(result));
  }
}
