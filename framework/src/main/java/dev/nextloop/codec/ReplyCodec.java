package dev.nextloop.codec;

import dev.nextloop.Reply;
import java.nio.ByteBuffer;

/** Results that are replies already, for instance streams; there is no such event. */
public final class ReplyCodec implements Codec<Reply> {

  /** A codec; one serves everybody. */
  public ReplyCodec() {}

  /**
   * Refuses.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public Reply decode(ByteBuffer event) {
    throw new UnsupportedOperationException("an event is no reply; take its bytes as byte[]");
  }

  /** As it is; null is an error of the function's, as it is without a codec. */
  @Override
  public Reply encode(Reply result) {
    return result;
  }
}
