package dev.nextloop.opentelemetry.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The first bytes of a payload, whose position and limit stay as they are. */
final class Prefix {
  private static final int BLANKS = 64;

  private Prefix() {}

  /** Whether the payload may be a JSON object, as far as the first byte that is no blank tells. */
  static boolean isObject(ByteBuffer payload) {
    int end = Math.min(payload.limit(), payload.position() + BLANKS);
    int at = payload.position();
    while (at < end && isBlank(payload.get(at))) {
      at++;
    }
    return at < end && payload.get(at) == '{';
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Reads the first {@code limit} bytes, where they lie if that is possible. */
  static JsonParser parser(JsonFactory json, ByteBuffer payload, int limit) throws IOException {
    int length = Math.min(limit, payload.remaining());
    if (payload.hasArray()) {
      return json.createParser(payload.array(), payload.arrayOffset() + payload.position(), length);
    }
    byte[] copy = new byte[length];
    payload.get(payload.position(), copy);
    return json.createParser(copy, 0, length);
  }
}
