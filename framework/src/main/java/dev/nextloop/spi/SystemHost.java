package dev.nextloop.spi;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;

/** The real machine: the one place that touches clocks, environment, exit, signals and output. */
final class SystemHost implements Host {
  private boolean terminating;

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
    Signals.on(() -> term(action));
  }

  private synchronized void term(Runnable action) {
    if (terminating) {
      Runtime.getRuntime().halt(143);
    }
    terminating = true;
    action.run();
  }

  /** Apart, so that a host without signals never loads it. */
  private static final class Signals {
    // A shutdown hook can't give exit code 0; a signal handler can. By reflection, because javac
    // warns of every use of sun.misc and the warning can't be suppressed.
    static void on(Runnable action) {
      try {
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Object handler =
            Proxy.newProxyInstance(
                handlerType.getClassLoader(),
                new Class<?>[] {handlerType},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("handle")) {
                    action.run();
                    return null;
                  }
                  return method.getName().equals("equals") ? proxy == arguments[0] : 0;
                });
        Method handle = signalType.getMethod("handle", signalType, handlerType);
        for (String name : new String[] {"TERM", "INT"}) {
          handle.invoke(null, signalType.getConstructor(String.class).newInstance(name), handler);
        }
      } catch (ReflectiveOperationException taken) {
        // Started with -Xrs, or no such signals: they then belong to whoever asked for that.
        return;
      }
    }
  }
}
