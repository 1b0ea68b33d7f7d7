package dev.nextloop.awscore.internal.fault;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Stack traces that end where the function's own code was called, as in AWS's client. */
public final class Trace {
  // Every frame between the lane and the function's code is of these packages.
  private static final String OURS = "dev.nextloop.awscore.internal.";

  private Trace() {}

  /** Cuts the trace of an exception, of its causes and of what was suppressed. */
  public static void cut(Throwable thrown) {
    cut(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static void cut(Throwable thrown, Set<Throwable> seen) {
    if (thrown == null || !seen.add(thrown)) {
      return;
    }
    StackTraceElement[] frames = thrown.getStackTrace();
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].getClassName().startsWith(OURS)) {
        thrown.setStackTrace(Arrays.copyOf(frames, i));
        break;
      }
    }
    cut(thrown.getCause(), seen);
    for (Throwable suppressed : thrown.getSuppressed()) {
      cut(suppressed, seen);
    }
  }

  /** The printed trace, cut. */
  static String text(Throwable thrown) {
    cut(thrown);
    StringWriter text = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(text));
    } catch (RuntimeException | Error itsOwn) {
      // Its own methods throw: what is known without them.
      return thrown.getClass().getName() + "\n";
    }
    return text.toString();
  }
}
