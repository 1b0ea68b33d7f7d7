package dev.nextloop.logging.internal.line;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What was thrown: type, message and stack, with causes and what they suppressed. Each throwable is
 * written once, so cycles end; of long stacks the first frames are.
 */
final class Failure {
  private static final int MOST_FRAMES = 100;
  private static final int MOST_THROWABLES = 20;
  private static final byte[] TYPE = ascii(",\"errorType\":");
  private static final byte[] MESSAGE = ascii(",\"errorMessage\":");
  private static final byte[] STACK = ascii(",\"stackTrace\":[");

  private final Set<Throwable> written = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Lines lines;

  private Failure(Lines lines) {
    this.lines = lines;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private interface Lines {
    void line(String text);
  }

  /** The three members of a JSON line. */
  static void json(Throwable failure, LineBuffer to) {
    to.put(TYPE).quoted(failure.getClass().getName());
    to.put(MESSAGE).quoted(message(failure));
    to.put(STACK);
    int start = to.length();
    safely(
        failure,
        to,
        line -> {
          if (to.length() > start) {
            to.put(',');
          }
          to.quoted(line);
        });
    to.put(']');
  }

  /** As the JVM prints it, behind the text. */
  static void text(Throwable failure, boolean multiLine, LineBuffer to) {
    Lines lines = line -> to.put(multiLine ? '\n' : '\r').text(line, multiLine);
    lines.line(title(failure));
    safely(failure, to, line -> lines.line(line.startsWith("at ") ? "\t" + line : line));
  }

  private static void safely(Throwable failure, LineBuffer to, Lines lines) {
    int start = to.length();
    try {
      Failure whole = new Failure(lines);
      whole.written.add(failure);
      whole.below(failure);
    } catch (Throwable e) { // NOPMD: logging never throws, whatever a throwable does
      to.rewind(start);
    }
  }

  private void below(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    int shown = Math.min(frames.length, MOST_FRAMES);
    for (int i = 0; i < shown; i++) {
      lines.line("at " + frames[i]);
    }
    if (frames.length > shown) {
      lines.line("... " + (frames.length - shown) + " more");
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      next("Suppressed: ", suppressed);
    }
    next("Caused by: ", failure.getCause());
  }

  private void next(String how, Throwable failure) {
    if (failure != null && written.size() < MOST_THROWABLES && written.add(failure)) {
      lines.line(how + title(failure));
      below(failure);
    }
  }

  private static String title(Throwable failure) {
    return failure.getClass().getName() + ": " + message(failure);
  }

  private static String message(Throwable failure) {
    try {
      return String.valueOf(failure.getMessage());
    } catch (Throwable e) { // NOPMD: as above
      return Value.textOf(null);
    }
  }
}
