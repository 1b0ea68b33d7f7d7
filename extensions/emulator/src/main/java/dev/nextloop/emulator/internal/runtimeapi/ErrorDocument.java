package dev.nextloop.emulator.internal.runtimeapi;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads what a runtime posts to {@code /error} and {@code /init/error}. */
final class ErrorDocument {
  private static final String TYPE = "Lambda-Runtime-Function-Error-Type";
  private static final String CAUSE = "Lambda-Runtime-Function-XRay-Error-Cause";
  private static final String WITH_CAUSE = "application/vnd.aws.lambda.error.cause+json";
  private static final String JSON = "application/json";
  private static final String BYTES = "application/octet-stream";
  private static final Pattern KNOWN = Pattern.compile("(Runtime|Function)\\.[A-Z][a-zA-Z]+");
  private static final List<String> CAUSE_FIELDS =
      List.of("working_directory", "paths", "exceptions", "message");

  private ErrorDocument() {}

  /** The answer of {@code /error}; {@code note} takes a line when an X-Ray cause was dropped. */
  static Answer ofInvocation(MultiMap headers, Buffer body, Consumer<String> note) {
    checkCause(headers.get(CAUSE), note);
    String contentType = headers.get("Content-Type");
    if (contentType == null || !contentType.startsWith(WITH_CAUSE)) {
      return answer(headers, body, contentType == null ? JSON : contentType);
    }
    JsonObject document = object(body);
    if (document == null) {
      return answer(headers, Buffer.buffer("\"Invalid error body\""), BYTES);
    }
    document.remove("errorCause");
    return answer(headers, document.toBuffer(), JSON);
  }

  /** The answer of {@code /init/error}: the bytes unchanged. */
  static Answer ofInit(MultiMap headers, Buffer body) {
    return answer(headers, body, isJson(body) ? JSON : BYTES).as(Answer.Kind.FAULT);
  }

  private static Answer answer(MultiMap headers, Buffer body, String contentType) {
    return new Answer(Answer.Kind.ERROR, body, contentType, type(headers.get(TYPE)));
  }

  /** The filter of AWS's emulator; it touches the type only, never the body. */
  static String type(String posted) {
    String type = posted == null ? "" : posted;
    if (KNOWN.matcher(type).find()) {
      return type;
    }
    return type.startsWith("Function.") ? "Function.Unknown" : "Runtime.Unknown";
  }

  private static void checkCause(String cause, Consumer<String> note) {
    if (cause == null || cause.isEmpty()) {
      return;
    }
    JsonObject parsed = object(Buffer.buffer(cause));
    if (parsed == null || CAUSE_FIELDS.stream().noneMatch(field -> present(parsed, field))) {
      note.accept(
          "Dropped the header "
              + CAUSE
              + ": it must be a JSON object with one of "
              + String.join(", ", CAUSE_FIELDS));
    }
  }

  private static boolean present(JsonObject cause, String field) {
    Object value = cause.getValue(field);
    return value != null && !value.equals("") && !Json.encode(value).equals("[]");
  }

  private static JsonObject object(Buffer body) {
    try {
      return new JsonObject(body);
    } catch (DecodeException | ClassCastException notAnObject) {
      return null;
    }
  }

  private static boolean isJson(Buffer body) {
    try {
      Json.decodeValue(body);
      return body.length() > 0;
    } catch (DecodeException notJson) {
      return false;
    }
  }
}
