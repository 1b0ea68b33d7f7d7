package dev.nextloop.soak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What a Runtime API knows of its events, from 1 on, and what may never become of one. Safe for any
 * thread; a sin is kept until somebody asks.
 */
final class Ledger {
  private enum End {
    OPEN,
    /** Answered; whether the client knows is not known. */
    ANSWERED,
    /** Answered, and the client has been told. */
    TOLD
  }

  private final int events;
  private final End[] ends;
  private final byte[] deliveries;
  private final byte[] runs;
  private final byte[] posts;
  private final boolean[] calm;
  private final Deque<Integer> back = new ArrayDeque<>();
  private final List<String> sins = new ArrayList<>();
  private int next = 1;
  private int open;
  private int faults;

  Ledger(int events) {
    this.events = events;
    open = events;
    ends = new End[events + 1];
    Arrays.fill(ends, End.OPEN);
    deliveries = new byte[events + 1];
    runs = new byte[events + 1];
    posts = new byte[events + 1];
    calm = new boolean[events + 1];
  }

  static String requestId(int event) {
    // Now and then one that is known already: an asynchronous event that is tried again.
    return "request-" + (event % 97 == 0 ? event - 1 : event);
  }

  /** The payload of an event, and of its answer; empty up to 100 KiB. */
  static byte[] payload(int event) {
    byte[] bytes = new byte[event % 501 == 0 ? 100_000 : event % 150];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (event * 31 + i);
    }
    return bytes;
  }

  static boolean fails(int event) {
    return event % 53 == 0;
  }

  /** The next event to hand out; 0 when there is none now. */
  synchronized int take() {
    if (!back.isEmpty()) {
      return back.poll();
    }
    if (next <= events) {
      return next++;
    }
    return 0;
  }

  /**
   * Nobody has an event, or an answer to one: what is open was lost on the way, and goes out anew.
   */
  synchronized void deliverLost() {
    for (int event = 1; event <= events && back.isEmpty(); event++) {
      if (ends[event] == End.OPEN) {
        check(calm[event], event, "is lost though nothing happened to it");
        back.add(event);
      }
    }
  }

  /** The event has not left as a whole: nobody can have run it. */
  synchronized void putBack(int event) {
    back.add(event);
    faults++;
  }

  /** All bytes of the event are about to leave. */
  synchronized void delivered(int event) {
    deliveries[event]++;
  }

  /** A fault that may cost the client its first try of an answer: it has one more, not two. */
  synchronized void trouble(int event) {
    calm[event] = true;
    faults++;
  }

  /** A fault that costs no event anything. */
  synchronized void trouble() {
    faults++;
  }

  synchronized boolean isCalm(int event) {
    return calm[event];
  }

  /** The handler has the event. */
  synchronized void run(int event, byte[] payload) {
    runs[event]++;
    check(runs[event] <= deliveries[event], event, "runs more often than it was delivered");
    check(Arrays.equals(payload, payload(event)), event, "runs with a payload that is not its own");
  }

  /** An answer has come as a whole; true when it is the first that counts. */
  synchronized boolean answered(int event, String requestId, boolean error, byte[] body) {
    if (event < 1 || event > events) {
      sins.add("an answer to no event: " + requestId);
      return false;
    }
    posts[event]++;
    check(runs[event] > 0, event, "is answered before it has run");
    check(ends[event] != End.TOLD, event, "is answered again though its answer was acknowledged");
    check(posts[event] <= 2 * deliveries[event], event, "is answered too often");
    check(requestId.equals(requestId(event)), event, "is answered as " + requestId);
    check(error == fails(event), event, "has an answer of the wrong kind");
    check(error || Arrays.equals(body, payload(event)), event, "has the answer of another");
    return ends[event] == End.OPEN;
  }

  /** The answer counts from now on. */
  synchronized void accepted(int event) {
    check(ends[event] == End.OPEN, event, "is answered twice");
    ends[event] = End.ANSWERED;
    open--;
  }

  /** The acknowledgement has left, and nothing was done to it. */
  synchronized void told(int event) {
    ends[event] = End.TOLD;
  }

  private void check(boolean good, int event, String sin) {
    if (!good) {
      sins.add(
          "event %d %s (%d deliveries, %d runs, %d posts, %s)"
              .formatted(event, sin, deliveries[event], runs[event], posts[event], ends[event]));
    }
  }

  synchronized void sin(String what) {
    sins.add(what);
  }

  synchronized List<String> sins() {
    return List.copyOf(sins);
  }

  synchronized boolean isDone() {
    return open == 0;
  }

  /** How many events are answered. */
  synchronized int done() {
    return events - open;
  }

  synchronized boolean isTenthDone() {
    return done() >= events / 10;
  }

  @Override
  public synchronized String toString() {
    return done() + " events, " + faults + " faults";
  }

  /** Events that ran more than once. */
  synchronized int doubles() {
    int doubles = 0;
    for (byte count : runs) {
      doubles += count > 1 ? 1 : 0;
    }
    return doubles;
  }
}
