package dev.nextloop.middleware.internal;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Who runs and who waits, by key. A key is known while somebody runs or waits for it. Safe for any
 * thread; the lock is held for a few steps and never while others are called.
 *
 * @param <W> who waits
 */
public final class Turns<W> {
  private final int most;
  private final int waiting;
  private final int keys;
  private final Map<Object, Line<W>> lines = new HashMap<>();

  /** What becomes of one who asks. */
  public enum Answer {
    /** May run; gives the turn back by {@link #next}. */
    RUN,
    /** Is asked to run later, by one who gives back a turn. */
    WAIT,
    /** Too many run and wait for this key. */
    FULL,
    /** Too many keys are in use. */
    TOO_MANY_KEYS
  }

  private static final class Line<W> {
    private int running;
    private final Queue<W> waiting = new ArrayDeque<>();
  }

  /** Nobody runs yet. */
  public Turns(int most, int waiting, int keys) {
    this.most = most;
    this.waiting = waiting;
    this.keys = keys;
  }

  /** Asks for a turn. */
  public synchronized Answer ask(Object key, W who) {
    Line<W> line = lines.get(key);
    if (line == null) {
      if (lines.size() >= keys) {
        return Answer.TOO_MANY_KEYS;
      }
      line = new Line<>();
      lines.put(key, line);
    }
    if (line.running < most) {
      line.running++;
      return Answer.RUN;
    }
    if (line.waiting.size() >= waiting) {
      return Answer.FULL;
    }
    line.waiting.add(who);
    return Answer.WAIT;
  }

  /**
   * Gives a turn back.
   *
   * @return who has it now, or null
   */
  public synchronized W next(Object key) {
    Line<W> line = lines.get(key);
    W first = line.waiting.poll();
    if (first == null && --line.running == 0) {
      lines.remove(key);
    }
    return first;
  }

  /**
   * Waits no longer.
   *
   * @return false when it is not among those who wait, because it has its turn
   */
  public synchronized boolean leave(Object key, W who) {
    Line<W> line = lines.get(key);
    return line != null && line.waiting.remove(who);
  }

  /** How many keys are in use. */
  public synchronized int keys() {
    return lines.size();
  }
}
