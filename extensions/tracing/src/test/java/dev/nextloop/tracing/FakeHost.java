package dev.nextloop.tracing;

import dev.nextloop.spi.Host;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real machine with an environment of its own and a log that can be read. */
final class FakeHost implements Host {
  private final Host real = Host.system();
  private final Map<String, String> variables = new ConcurrentHashMap<>();
  final List<String> log = new CopyOnWriteArrayList<>();

  FakeHost with(String name, String value) {
    variables.put(name, value);
    return this;
  }

  @Override
  public String variable(String name) {
    return variables.get(name);
  }

  @Override
  public Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  @Override
  public String property(String name) {
    return name.equals("user.dir") ? "/var/task" : null;
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
