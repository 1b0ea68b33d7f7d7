package dev.nextloop.awscore.internal.jvm;

/**
 * Surroundings where one invocation runs at a time: the X-Ray SDK finds the trace in a system
 * property.
 */
public final class OneAtATime implements Surroundings {
  private static final String TRACE = "com.amazonaws.xray.traceHeader";

  private final ClassLoader classes;

  /** With the function's classes. */
  public OneAtATime(ClassLoader classes) {
    this.classes = classes;
  }

  @Override
  public ClassLoader enter(String traceId) {
    ManagedJvm.property(TRACE, traceId);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    return before;
  }

  @Override
  public void leave(ClassLoader before) {
    Thread.currentThread().setContextClassLoader(before);
    // What the function did to its thread must not reach whoever has it next.
    boolean unused = Thread.interrupted();
  }
}
