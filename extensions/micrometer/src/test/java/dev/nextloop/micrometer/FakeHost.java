package dev.nextloop.micrometer;

import dev.nextloop.spi.Host;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A machine whose clocks run with the real ones, and jump when the test says so. */
final class FakeHost implements Host {
  private final Host real = Host.system();
  private final Map<String, String> variables = new ConcurrentHashMap<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final AtomicLong shift = new AtomicLong();

  FakeHost with(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** As a stopped process sees it when it goes on: both clocks have gone on. */
  void freeze(long millis) {
    shift.addAndGet(millis);
  }

  List<String> log() {
    return log;
  }

  /** What was written for CloudWatch. */
  List<Line> lines() {
    return Line.among(log);
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
    return null;
  }

  @Override
  public long now() {
    return real.now() + shift.get();
  }

  @Override
  public long ticks() {
    return real.ticks() + shift.get() * 1_000_000;
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
