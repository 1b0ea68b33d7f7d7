package dev.nextloop.codec;

import dev.nextloop.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The payload as UTF-8 text, as it is: a JSON string keeps its quotes. Bytes that are no UTF-8 are
 * an error, never replaced. Null goes out as {@code null}.
 */
public final class TextCodec implements Codec<String> {

  /** A codec; one serves everybody. */
  public TextCodec() {}

  @Override
  public String decode(ByteBuffer event) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(event.duplicate()).toString();
  }

  @Override
  public Reply encode(String result) {
    return result == null
        ? JsonNull.reply()
        : new Reply.Bytes(StandardCharsets.UTF_8.encode(result), "text/plain; charset=utf-8");
  }
}
