package dev.nextloop.awscore.internal.jvm;

import dev.nextloop.spi.Host;

/**
 * Names the line of the function that ends the process: the platform only says that it ended, and
 * whoever waits for the answer gets an error without a reason.
 */
final class ExitWatch extends Thread {
  private static final String OURS = "dev.nextloop.spi.";

  private final Host host;

  /** A hook for the JVM's shutdown. */
  ExitWatch(Host host) {
    super("nextloop-exit-watch");
    this.host = host;
  }

  @Override
  public void run() {
    for (StackTraceElement[] frames : Thread.getAllStackTraces().values()) {
      StackTraceElement caller = callerOfExit(frames);
      if (caller != null && !caller.getClassName().startsWith(OURS)) {
        host.log(
            "nextloop: the function ended its process: System.exit was called at "
                + caller
                + "; return or throw instead, so that the invocation is answered");
      }
    }
  }

  /** Who called {@code System.exit} or {@code Runtime.exit}; null where nobody did. */
  static StackTraceElement callerOfExit(StackTraceElement[] frames) {
    StackTraceElement caller = null;
    for (int i = 0; i + 1 < frames.length; i++) {
      String type = frames[i].getClassName();
      boolean exits = type.equals("java.lang.Runtime") || type.equals("java.lang.System");
      if (exits && frames[i].getMethodName().equals("exit")) {
        caller = frames[i + 1];
      }
    }
    return caller;
  }
}
