package dev.nextloop.spi;

import java.io.PrintStream;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;

/** The real machine: the one place that touches clocks, environment, exit, signals and output. */
final class SystemHost implements Host {
  @Override
  public String variable(String name) {
    return System.getenv(name);
  }

  @Override
  public Map<String, String> variables() {
    return System.getenv();
  }

  @Override
  public String property(String name) {
    return System.getProperty(name);
  }

  @Override
  public long now() {
    return System.currentTimeMillis();
  }

  @Override
  public long ticks() {
    return System.nanoTime();
  }

  @Override
  public void log(String line) {
    PrintStream err = System.err;
    err.println(line);
    err.flush();
  }

  @Override
  public void exit(int code) {
    System.exit(code);
  }

  @Override
  public void onTerm(Runnable action) {
    try {
      new Signals(action).install();
    } catch (Throwable taken) { // NOPMD: what a method handle throws is declared as anything
      // Started with -Xrs, or a JVM without such signals: they belong to whoever asked for that.
      return;
    }
  }

  /**
   * A shutdown hook can't give exit code 0; a signal handler can. Apart, so that a host without
   * signals never loads it.
   */
  private static final class Signals {
    private final Runnable action;
    private boolean terminating;

    Signals(Runnable action) {
      this.action = action;
    }

    /**
     * By reflection, because javac warns of every use of sun.misc and the warning can't be
     * suppressed. As a lambda of the JDK's making, since a proxy takes four times as long, and that
     * while the first event waits for a core.
     */
    void install() throws Throwable {
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Class<?> signalType = Class.forName("sun.misc.Signal");
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodType handles = MethodType.methodType(void.class, signalType);
      MethodHandle term =
          lookup.findVirtual(
              Signals.class, "term", MethodType.methodType(void.class, Object.class));
      MethodType made = MethodType.methodType(handlerType, Signals.class);
      Object handler =
          LambdaMetafactory.metafactory(lookup, "handle", made, handles, term, handles)
              .getTarget()
              .invoke(this);
      Method handle = signalType.getMethod("handle", signalType, handlerType);
      for (String name : new String[] {"TERM", "INT"}) {
        handle.invoke(null, signalType.getConstructor(String.class).newInstance(name), handler);
      }
    }

    /** Which of the two it is makes no difference. */
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called by what is made of it above
    private synchronized void term(Object signal) {
      if (terminating) {
        Runtime.getRuntime().halt(143);
      }
      terminating = true;
      action.run();
    }
  }
}
