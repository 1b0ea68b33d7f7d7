package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.LogPipe;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * The log of one execution environment: what the runtime prints and the platform's own lines, in
 * order, to the launcher's log and to the tail of the invocation that runs. The runtime's pipe is
 * looked into every {@value #TICK_MS} ms, at once again while much comes, and before an END line.
 */
final class EnvironmentLog {
  private static final long TICK_MS = 10;
  private static final int IDLE_TICKS = 20;
  private static final int BURST = 16 << 10;
  private static final int PATIENCE = 200;

  private final Machine machine;
  private LogTail tail;
  private LogPipe pipe;
  private long timer;
  private int ticks;
  private boolean draining;
  private int patience;

  EnvironmentLog(Machine machine) {
    this.machine = machine;
  }

  void print(String line) {
    machine.log().add(line);
    if (tail != null) {
      tail.add(line);
    }
  }

  /** An invocation begins. */
  void begin() {
    tail = new LogTail();
  }

  boolean invocationRuns() {
    return tail != null;
  }

  /** The invocation ends; the answer is its last 4,096 bytes. */
  Buffer end() {
    Buffer bytes = tail.bytes();
    tail = null;
    return bytes;
  }

  void follow(LogPipe source) {
    pipe = source;
    timer = machine.vertx().setPeriodic(TICK_MS, id -> tick());
  }

  void unfollow() {
    catchUp();
    machine.vertx().cancelTimer(timer);
    pipe = null;
  }

  private void tick() {
    if (!draining && (tail != null || ++ticks % IDLE_TICKS == 0)) {
      draining = true;
      patience = 0;
      drain();
    }
  }

  /** One pipe full for each turn of the loop; a few empty turns are waited after a big one. */
  private void drain() {
    int read = pipe == null || machine.log().full() ? 0 : readOnce();
    patience = read >= BURST ? PATIENCE : patience - 1;
    draining = read > 0 || patience > 0;
    if (draining) {
      machine.context().runOnContext(again -> drain());
    }
  }

  /** Takes in what the runtime printed before now; at most what the pipe holds. */
  void catchUp() {
    if (pipe != null) {
      readOnce();
      pipe.endLine();
    }
  }

  private int readOnce() {
    try {
      return pipe.drain();
    } catch (IOException e) {
      print("The log of the function can't be read: " + e.getMessage());
      pipe = null;
      return 0;
    }
  }
}
