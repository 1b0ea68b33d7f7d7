package dev.nextloop.internal.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.nextloop.ClientContext;
import dev.nextloop.CognitoIdentity;
import dev.nextloop.FunctionError;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the two small JSON headers with Jackson's streaming core, so that a bytes function needs no
 * Databind.
 */
final class ContextJson {
  private ContextJson() {}

  static ClientContext clientContext(String json) {
    Map<String, Map<String, String>> parts = objects(json, "Lambda-Runtime-Client-Context");
    Map<String, String> environment = parts.getOrDefault("environment", Map.of());
    return new ClientContext(
        parts.getOrDefault("client", Map.of()),
        parts.getOrDefault("custom", Map.of()),
        environment.isEmpty() ? parts.getOrDefault("env", Map.of()) : environment);
  }

  static CognitoIdentity cognitoIdentity(String json) {
    Map<String, String> fields =
        objects(json, "Lambda-Runtime-Cognito-Identity").getOrDefault("", Map.of());
    String id = null;
    String pool = null;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      // identity_id, identityId and cognitoIdentityId all occur.
      String name = field.getKey().replace("_", "").toLowerCase(Locale.ROOT);
      if (name.endsWith("identityid")) {
        id = field.getValue();
      } else if (name.endsWith("identitypoolid")) {
        pool = field.getValue();
      }
    }
    return new CognitoIdentity(id, pool);
  }

  /** Fields of each object at the top, by its name; plain fields at the top under {@code ""}. */
  private static Map<String, Map<String, String>> objects(String json, String header) {
    Map<String, Map<String, String>> objects = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed(header, null);
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          objects.put(name, fields(parser, json));
        } else {
          put(objects.computeIfAbsent("", top -> new LinkedHashMap<>()), name, parser, json);
        }
      }
      if (parser.nextToken() != null) {
        throw malformed(header, null);
      }
      return objects;
    } catch (IOException e) {
      throw malformed(header, e);
    }
  }

  private static Map<String, String> fields(JsonParser parser, String json) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      put(fields, name, parser, json);
    }
    return fields;
  }

  private static void put(Map<String, String> to, String name, JsonParser parser, String json)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    int start = (int) parser.currentTokenLocation().getCharOffset();
    if (parser.currentToken().isStructStart()) {
      parser.skipChildren();
      to.put(name, json.substring(start, (int) parser.currentLocation().getCharOffset()));
    } else {
      to.put(name, parser.getText());
    }
  }

  private static FunctionError malformed(String header, IOException cause) {
    return new FunctionError(
        "Runtime.LambdaContextUnmarshalError", header + " is not a JSON object", cause);
  }
}
