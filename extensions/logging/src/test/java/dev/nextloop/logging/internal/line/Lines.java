package dev.nextloop.logging.internal.line;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Lines as their readers see them. */
final class Lines {
  static final Redaction SECRETS =
      new Redaction(Pattern.compile(Redaction.DEFAULT, Pattern.CASE_INSENSITIVE));

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Lines() {}

  static String line(LineFormat format, Entry entry) {
    LineBuffer buffer = new LineBuffer();
    format.write(entry, buffer);
    return new String(buffer.copy(), StandardCharsets.UTF_8);
  }

  static String json(Entry entry) {
    return line(new JsonFormat("requestId", SECRETS), entry);
  }

  static JsonNode parsed(Entry entry) {
    return parsed(json(entry));
  }

  static JsonNode parsed(String line) {
    try {
      return STRICT.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  /** Null where a strict reader finds no JSON. */
  static JsonNode parsedOrNull(String text) {
    try {
      return new JsonMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
