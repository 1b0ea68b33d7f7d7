package dev.nextloop.opentelemetry;

import dev.nextloop.spi.Host;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A machine with variables and a log of its own, and the real clocks. */
public final class Machine implements Host {
  private final Host real = Host.system();
  private final Map<String, String> variables = new ConcurrentHashMap<>();
  private final List<String> log = new CopyOnWriteArrayList<>();

  /** Sets a variable. */
  public Machine with(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** The lines so far. */
  public List<String> log() {
    return log;
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
    return "user.dir".equals(name) ? "/task" : null;
  }

  @Override
  public long now() {
    return real.now();
  }

  @Override
  public long ticks() {
    return real.ticks();
  }

  @Override
  public void log(String line) {
    log.add(line);
  }

  @Override
  public void exit(int code) {
    throw new AssertionError("exit " + code);
  }

  @Override
  public void onTerm(Runnable action) {
    throw new AssertionError("no signals here");
  }
}
