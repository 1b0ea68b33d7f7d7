package dev.nextloop.awscore.internal.fault;

import dev.nextloop.awscore.internal.text.JsonText;
import dev.nextloop.spi.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Error documents as AWS's client posts them: the same fields in the same order. */
public final class ErrorDocument {
  private static final int LONGEST_CAUSE = 1 << 20;

  private ErrorDocument() {}

  /** The document of a fault: without a stack, since no code of the function's was to blame. */
  static Outcome.Failure of(Fault fault) {
    JsonText json =
        new JsonText(false)
            .open('{')
            .field("errorMessage", fault.message())
            .field("errorType", fault.exception())
            .close('}');
    return new Outcome.Failure(bytes(json), "Runtime.BadFunctionCode", null);
  }

  /**
   * The document of what a handler threw, whose trace has been cut.
   *
   * @param workingDirectory named in the X-Ray cause
   */
  static Outcome.Failure of(Throwable thrown, String workingDirectory) {
    StackTraceElement[] frames = thrown.getStackTrace();
    JsonText json =
        new JsonText(false)
            .open('{')
            .field("errorMessage", message(thrown))
            .field("errorType", thrown.getClass().getName())
            .name("stackTrace")
            .open('[');
    for (StackTraceElement frame : frames) {
      json.value(frame.toString());
    }
    json.close(']').close('}');
    String cause = cause(thrown, frames, workingDirectory);
    return new Outcome.Failure(
        bytes(json), "Runtime.UserException", cause.length() < LONGEST_CAUSE ? cause : null);
  }

  private static String cause(
      Throwable thrown, StackTraceElement[] frames, String workingDirectory) {
    // A hash set, because its order is what AWS's client sends.
    Set<String> paths = new HashSet<>();
    JsonText json =
        new JsonText(true)
            .open('{')
            .field("working_directory", workingDirectory)
            .name("exceptions")
            .open('[')
            .open('{')
            .field("message", plainMessage(thrown))
            .field("type", thrown.getClass().getName())
            .name("stack")
            .open('[');
    for (StackTraceElement frame : frames) {
      paths.add(file(frame));
      json.open('{')
          .field("label", frame.getMethodName())
          .field("path", file(frame))
          .name("line")
          .number(frame.getLineNumber())
          .close('}');
    }
    json.close(']').close('}').close(']').name("paths").open('[');
    for (String path : paths) {
      json.value(path);
    }
    return json.close(']').close('}').toString();
  }

  private static String file(StackTraceElement frame) {
    String file = frame.getFileName();
    String type = frame.getClassName();
    return file != null ? file : type.substring(type.lastIndexOf('.') + 1) + ".java";
  }

  /** What an exception says, or its class name; that, too, where its own methods throw. */
  static String message(Throwable thrown) {
    String message;
    try {
      message = thrown.getLocalizedMessage();
    } catch (RuntimeException | Error itsOwn) {
      message = null;
    }
    return message == null ? thrown.getClass().getName() : message;
  }

  private static String plainMessage(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (RuntimeException | Error itsOwn) {
      return null;
    }
  }

  private static ByteBuffer bytes(JsonText json) {
    return ByteBuffer.wrap(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
