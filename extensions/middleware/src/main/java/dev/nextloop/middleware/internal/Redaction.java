package dev.nextloop.middleware.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.function.Predicate;

/**
 * JSON text as it may be shown: on one line, without the values of certain members, and cut. Read
 * token by token, no further than is shown; no tree is made. A string that holds JSON, such as the
 * body of an HTTP event, is treated in the same way.
 *
 * @param hidden names of members whose values are not shown
 * @param longest characters, about; more are cut off
 */
public record Redaction(Predicate<String> hidden, int longest) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String MARK = "***";
  private static final int DEEPEST = 4;

  /** The text, or null when it is no JSON: what is hidden in it could not be told. */
  public String of(byte[] json) {
    try {
      return of(JSON.createParser(json), 0);
    } catch (IOException notJson) {
      return null;
    }
  }

  private String of(JsonParser parser, int depth) throws IOException {
    StringWriter text = new StringWriter();
    boolean whole;
    try (parser;
        JsonGenerator out = JSON.createGenerator(text)) {
      // What is open stays open where the rest is cut off.
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      whole = copy(parser, out, text, depth);
    }
    return whole && text.getBuffer().length() <= longest ? text.toString() : cut(text);
  }

  private String cut(StringWriter text) {
    StringBuffer all = text.getBuffer();
    return all.substring(0, Math.min(all.length(), longest)) + "...";
  }

  /** Whether the whole was copied. */
  private boolean copy(JsonParser parser, JsonGenerator out, StringWriter text, int depth)
      throws IOException {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case FIELD_NAME -> {
          out.writeFieldName(parser.currentName());
          if (hidden.test(parser.currentName())) {
            parser.nextToken();
            parser.skipChildren();
            out.writeString(MARK);
          }
        }
        case VALUE_STRING -> out.writeString(string(parser.getText(), depth));
        default -> out.copyCurrentEventExact(parser);
      }
      if (token != JsonToken.FIELD_NAME) {
        out.flush();
        if (text.getBuffer().length() > longest) {
          return false;
        }
      }
    }
    return true;
  }

  /** JSON within JSON is redacted as well; what looks like it and is none is hidden. */
  private String string(String value, int depth) throws IOException {
    String trimmed = value.stripLeading();
    if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
      return value.length() > longest ? value.substring(0, longest) + "..." : value;
    }
    if (depth == DEEPEST) {
      return MARK;
    }
    try {
      return of(JSON.createParser(trimmed), depth + 1);
    } catch (IOException notJson) {
      return MARK;
    }
  }
}
