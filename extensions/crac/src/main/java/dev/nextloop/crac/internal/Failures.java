package dev.nextloop.crac.internal;

import dev.nextloop.crac.CheckpointException;
import dev.nextloop.crac.RestoreException;
import dev.nextloop.spi.Host;
import java.util.ArrayList;
import java.util.List;

/** The failures of one round of hooks: each in the log when it happens, all in one exception. */
final class Failures {
  private static final int FRAMES = 24;

  private final Host host;
  private final String hookName;
  private final int hooks;
  private final List<String> told = new ArrayList<>();
  private final List<Throwable> causes = new ArrayList<>();
  private boolean interrupted;

  Failures(Host host, String hookName, int hooks) {
    this.host = host;
    this.hookName = hookName;
    this.hooks = hooks;
  }

  void add(Registration.Hook hook, Throwable failure) {
    told.add(hook.subject().getClass().getName() + ": " + failure);
    host.log("nextloop: " + hookName + " of " + hook.name() + ", failed: " + line(failure));
    // A context inside this one says nothing itself: its resources' exceptions do.
    boolean isContext =
        failure instanceof CheckpointException || failure instanceof RestoreException;
    if (isContext && failure.getSuppressed().length > 0) {
      causes.addAll(List.of(failure.getSuppressed()));
    } else {
      causes.add(failure);
    }
    if (failure instanceof InterruptedException) {
      // Time is up, says whoever interrupts this thread.
      interrupted = true;
      Thread.currentThread().interrupt();
    }
  }

  /** The failure with the start of its stack. */
  static String line(Throwable failure) {
    StringBuilder line = new StringBuilder(String.valueOf(failure));
    StackTraceElement[] stack = failure.getStackTrace();
    for (int i = 0; i < stack.length && i < FRAMES; i++) {
      line.append(i == 0 ? " at " : ", at ").append(stack[i]);
    }
    return line.toString();
  }

  boolean areEnough() {
    return interrupted;
  }

  boolean isEmpty() {
    return told.isEmpty();
  }

  String message() {
    return hookName
        + " failed for "
        + told.size()
        + " of "
        + hooks
        + " CRaC resources: "
        + String.join("; ", told);
  }

  <E extends Exception> E suppressedBy(E exception) {
    causes.forEach(exception::addSuppressed);
    return exception;
  }
}
