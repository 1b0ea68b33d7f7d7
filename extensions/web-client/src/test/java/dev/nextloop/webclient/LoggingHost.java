package dev.nextloop.webclient;

import dev.nextloop.spi.Host;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A machine with variables of the test's, whose log the test reads, and whose clock it may set. */
final class LoggingHost implements Host {
  final List<String> lines = new CopyOnWriteArrayList<>();
  final Map<String, String> variables = new ConcurrentHashMap<>();
  final AtomicLong now = new AtomicLong(System.currentTimeMillis());

  LoggingHost with(String name, String value) {
    variables.put(name, value);
    return this;
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
    return now.get();
  }

  @Override
  public long ticks() {
    return System.nanoTime();
  }

  @Override
  public void log(String line) {
    lines.add(line);
  }

  @Override
  public void exit(int code) {
    throw new AssertionError("exit " + code);
  }

  @Override
  public void onTerm(Runnable action) {
    // The test ends the client itself.
  }
}
