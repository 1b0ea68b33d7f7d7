package dev.nextloop.opentelemetry.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.nextloop.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the status out of an HTTP response that is a JSON object, from its first bytes. */
final class ReplyLook {
  private static final int LIMIT = 1_024;
  private static final JsonFactory JSON = new JsonFactory();

  private ReplyLook() {}

  /** The status; 0 where the first 1,024 bytes have none, or it is none. */
  static int status(Reply reply) {
    if (!(reply instanceof Reply.Bytes whole) || !Prefix.isObject(whole.body())) {
      return 0;
    }
    ByteBuffer body = whole.body();
    try (JsonParser parser = Prefix.parser(JSON, body, LIMIT)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (name.equals("statusCode")) {
          int code = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : 0;
          return code >= 100 && code <= 999 ? code : 0;
        }
        parser.skipChildren();
      }
    } catch (IOException cutOffOrNoJson) {
      // Nothing was found so far.
    }
    return 0;
  }
}
