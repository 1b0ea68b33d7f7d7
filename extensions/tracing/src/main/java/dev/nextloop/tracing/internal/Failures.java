package dev.nextloop.tracing.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;

/** Writes a throwable and its causes as X-Ray's {@code cause}, whatever its methods do. */
final class Failures {
  private static final int MOST_EXCEPTIONS = 16;
  private static final int MOST_FRAMES = 50;
  private static final int LONGEST_MESSAGE = 1_024;
  private static final StackTraceElement[] NO_FRAMES = {};

  private Failures() {}

  /** Throws on what must not be held up; a stack overflow of a user's method is over by now. */
  static void requireHarmless(Throwable thrown) {
    if (thrown instanceof VirtualMachineError fatal && !(fatal instanceof StackOverflowError)) {
      throw fatal;
    }
  }

  /**
   * Writes the object.
   *
   * @param ids gives ids of 16 hex digits
   * @param frames whether stack traces are written
   */
  static void write(
      JsonGenerator out,
      Throwable failure,
      String workingDirectory,
      Supplier<String> ids,
      boolean frames)
      throws IOException {
    // A chain of causes may bite its own tail.
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    out.writeStartObject();
    if (workingDirectory != null) {
      out.writeStringField("working_directory", workingDirectory);
    }
    out.writeArrayFieldStart("exceptions");
    String id = ids.get();
    Throwable next = failure;
    while (next != null) {
      Throwable thrown = next;
      seen.add(thrown);
      Throwable cause = asked(thrown::getCause, null);
      next = cause == null || seen.contains(cause) || seen.size() == MOST_EXCEPTIONS ? null : cause;
      String nextId = next == null ? null : ids.get();
      exception(out, thrown, id, nextId, frames);
      id = nextId;
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void exception(
      JsonGenerator out, Throwable thrown, String id, String cause, boolean frames)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("id", id);
    out.writeStringField("type", thrown.getClass().getName());
    String message = asked(thrown::getMessage, "(its message threw)");
    if (message != null) {
      out.writeStringField(
          "message", message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    }
    if (cause != null) {
      out.writeStringField("cause", cause);
    }
    if (frames) {
      stack(out, asked(thrown::getStackTrace, NO_FRAMES));
    }
    out.writeEndObject();
  }

  private static void stack(JsonGenerator out, StackTraceElement[] frames) throws IOException {
    int shown = Math.min(frames.length, MOST_FRAMES);
    out.writeArrayFieldStart("stack");
    for (int i = 0; i < shown; i++) {
      out.writeStartObject();
      out.writeStringField("path", path(frames[i]));
      out.writeNumberField("line", frames[i].getLineNumber());
      out.writeStringField("label", frames[i].getMethodName());
      out.writeEndObject();
    }
    out.writeEndArray();
    if (frames.length > shown) {
      out.writeNumberField("truncated", frames.length - shown);
    }
  }

  private static String path(StackTraceElement frame) {
    return frame.getFileName() != null ? frame.getFileName() : frame.getClassName();
  }

  private static <T> T asked(Supplier<T> question, T otherwise) {
    try {
      return question.get();
    } catch (Exception | Error e) { // an exception of a user's may answer with another one
      requireHarmless(e);
      return otherwise;
    }
  }
}
