package dev.nextloop.codec;

import dev.nextloop.Reply;
import java.nio.ByteBuffer;

/** For handlers that don't look at the event, or have nothing to say: {@code null} both ways. */
public final class VoidCodec implements Codec<Void> {

  /** A codec; one serves everybody. */
  public VoidCodec() {}

  @Override
  public Void decode(ByteBuffer event) {
    return null;
  }

  @Override
  public Reply encode(Void result) {
    return JsonNull.reply();
  }
}
