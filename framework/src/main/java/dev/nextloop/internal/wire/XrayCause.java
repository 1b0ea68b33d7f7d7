package dev.nextloop.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

/** The document of {@code Lambda-Runtime-Function-XRay-Error-Cause}: a throwable and its causes. */
final class XrayCause {
  private static final int MOST_EXCEPTIONS = 16;
  private static final int MOST_FRAMES = 50;
  private static final int LONGEST_MESSAGE = 1_024;

  private XrayCause() {}

  static void write(JsonGenerator json, Throwable failure, String workingDirectory)
      throws IOException {
    Set<String> paths = new LinkedHashSet<>();
    // A chain of causes may bite its own tail.
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    json.writeStartObject();
    json.writeStringField("working_directory", workingDirectory);
    json.writeArrayFieldStart("exceptions");
    for (Throwable t = failure;
        t != null && seen.add(t) && seen.size() <= MOST_EXCEPTIONS;
        t = t.getCause()) {
      exception(json, t, paths);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("paths");
    for (String path : paths) {
      json.writeString(path);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void exception(JsonGenerator json, Throwable failure, Set<String> paths)
      throws IOException {
    String message = ErrorEncoder.message(failure);
    json.writeStartObject();
    json.writeStringField("type", failure.getClass().getName());
    json.writeStringField(
        "message", message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    json.writeArrayFieldStart("stack");
    for (StackTraceElement frame : TrimmedStack.of(failure, MOST_FRAMES)) {
      String path = path(frame);
      paths.add(path);
      json.writeStartObject();
      json.writeStringField("label", frame.getMethodName());
      json.writeStringField("path", path);
      json.writeNumberField("line", frame.getLineNumber());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String path(StackTraceElement frame) {
    if (frame.getFileName() != null) {
      return frame.getFileName();
    }
    String name = frame.getClassName();
    return name.substring(name.lastIndexOf('.') + 1) + ".java";
  }
}
