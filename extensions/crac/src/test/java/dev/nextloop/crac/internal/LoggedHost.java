package dev.nextloop.crac.internal;

import dev.nextloop.spi.Host;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A machine with variables and a log of its own. */
final class LoggedHost implements Host {
  private final Map<String, String> variables = new HashMap<>();
  private final List<String> log = new ArrayList<>();

  LoggedHost with(String name, String value) {
    variables.put(name, value);
    return this;
  }

  List<String> log() {
    return log;
  }

  /** Collects what nobody holds. */
  static void collect() {
    WeakReference<Object> sign = new WeakReference<>(new Object());
    for (int i = 0; i < 100 && sign.get() != null; i++) {
      System.gc();
    }
    if (sign.get() != null) {
      throw new AssertionError("this JVM collects nothing");
    }
  }

  @Override
  public String variable(String name) {
    return variables.get(name);
  }

  @Override
  public Map<String, String> variables() {
    return variables;
  }

  @Override
  public String property(String name) {
    return null;
  }

  @Override
  public long now() {
    return 0;
  }

  @Override
  public long ticks() {
    return 0;
  }

  @Override
  public void log(String line) {
    log.add(line);
  }

  @Override
  public void exit(int code) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void onTerm(Runnable action) {
    throw new UnsupportedOperationException();
  }
}
