package dev.nextloop.emulator.internal.rest;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Reads {@code X-Amz-Client-Context}: the base64 of a JSON object. */
final class ClientContexts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter ASCII = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

  private ClientContexts() {}

  /**
   * The decoded text, fit to be the value of a header: what isn't printable ASCII would split the
   * header or be lost in it, so such a text is written anew with escapes.
   */
  static String decode(String header) {
    if (header.length() > Limits.CLIENT_CONTEXT) {
      throw invalid("is longer than " + Limits.CLIENT_CONTEXT + " bytes");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(header);
      JsonNode context = JSON.readTree(bytes);
      if (context == null || !context.isObject()) {
        throw invalid("is not a JSON object");
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return PRINTABLE.matcher(text).matches() ? text : ASCII.writeValueAsString(context);
    } catch (IllegalArgumentException | IOException e) {
      throw invalid("is not the base64 of JSON");
    }
  }

  private static AwsError invalid(String finding) {
    return new AwsError(ErrorType.INVALID_CONTENT, "X-Amz-Client-Context " + finding);
  }
}
