package dev.nextloop.webclient;

import dev.nextloop.spi.Host;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A machine whose two clocks run as they do, and jump when the test says so. */
final class FakeHost implements Host {
  private final Host real = Host.system();
  private final AtomicLong wallShift = new AtomicLong();
  private final AtomicLong tickShift = new AtomicLong();

  /** As a stopped process sees it when it goes on. */
  void freeze(long millis) {
    jumpTicks(millis);
    jumpWall(millis);
  }

  void jumpTicks(long millis) {
    tickShift.addAndGet(millis * 1_000_000);
  }

  void jumpWall(long millis) {
    wallShift.addAndGet(millis);
  }

  @Override
  public long now() {
    return real.now() + wallShift.get();
  }

  @Override
  public long ticks() {
    return real.ticks() + tickShift.get();
  }

  @Override
  public String variable(String name) {
    return null;
  }

  @Override
  public Map<String, String> variables() {
    return Map.of();
  }

  @Override
  public String property(String name) {
    return null;
  }

  @Override
  public void log(String line) {
    throw new AssertionError(line);
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
