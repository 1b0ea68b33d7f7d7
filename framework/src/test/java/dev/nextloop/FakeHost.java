package dev.nextloop;

import dev.nextloop.spi.Host;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A machine that a test holds in its hands; clocks run with the real ones until they are pinned.
 */
public final class FakeHost implements Host {
  private final Host real = Host.system();
  private final Map<String, String> variables = new ConcurrentHashMap<>();
  private final Map<String, String> properties = new ConcurrentHashMap<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Integer> exits = new LinkedBlockingQueue<>();
  private final AtomicLong wallShift = new AtomicLong();
  private final AtomicLong tickShift = new AtomicLong();
  private volatile int tickRate = 1;
  private volatile Runnable onTerm = () -> {};

  /** Sets a variable. */
  public FakeHost with(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Sets a system property. */
  public FakeHost withProperty(String name, String value) {
    properties.put(name, value);
    return this;
  }

  /** Lets the wall clock jump. */
  public void jump(long millis) {
    wallShift.addAndGet(millis);
  }

  /** Freezes the machine: when it is thawed, both clocks have gone on and nothing has run. */
  public void freeze(long millis) {
    wallShift.addAndGet(millis);
    tickShift.addAndGet(millis * 1_000_000);
  }

  /** Lets the monotonic clock run this many times as fast from the start; before any use. */
  public FakeHost accelerated(int times) {
    tickRate = times;
    return this;
  }

  /** Lines that were logged. */
  public List<String> log() {
    return log;
  }

  /** Waits for the exit. */
  public int awaitExit() throws InterruptedException {
    Integer code = exits.poll(20, TimeUnit.SECONDS);
    if (code == null) {
      throw new AssertionError("no exit; log: " + log);
    }
    return code;
  }

  /** Whether the process would have ended. */
  public boolean hasExited() {
    return !exits.isEmpty();
  }

  /** Plays a SIGTERM. */
  public void term() {
    onTerm.run();
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
    return properties.get(name);
  }

  @Override
  public long now() {
    return real.now() + wallShift.get();
  }

  @Override
  public long ticks() {
    return real.ticks() * tickRate + tickShift.get();
  }

  @Override
  public void log(String line) {
    log.add(line);
  }

  @Override
  public void exit(int code) {
    exits.add(code);
  }

  @Override
  public void onTerm(Runnable action) {
    onTerm = action;
  }
}
