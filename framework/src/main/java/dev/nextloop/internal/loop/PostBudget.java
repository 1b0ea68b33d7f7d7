package dev.nextloop.internal.loop;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The bytes of responses that are being posted, over all lanes of a client. While there are more
 * than the budget, lanes that have finished do not poll: what is held back is the next event, so a
 * slow Runtime API costs no more memory than the budget and what was in hand already. They poll
 * again one after the other, each when there is room for a response like its last, and one where
 * there is never so much. Room that nobody uses is nobody's after a while.
 *
 * <p>Small responses, which lie in their lane's own buffer, are not counted. Any thread.
 */
final class PostBudget {
  /** Bytes; shorter ones are copied behind their request's head. */
  private static final int COUNTED_FROM = 16 << 10;

  /** One lane's part; its fields are the budget's. */
  abstract static class Share {
    private int size;
    private boolean hasRoom;

    /** It was held back and may poll now. Any thread. */
    abstract void release();
  }

  private final long most;
  private final Queue<Share> heldBack = new ArrayDeque<>();
  private long posting;
  private long room;
  private volatile boolean exceeded;

  PostBudget(long most) {
    this.most = most;
  }

  boolean isExceeded() {
    return exceeded;
  }

  /** A response begins to be posted, of so many bytes. */
  void posting(Share lane, int size) {
    if (size >= COUNTED_FROM || lane.hasRoom) {
      count(lane, size);
    }
  }

  private synchronized void count(Share lane, int size) {
    takeRoom(lane);
    lane.size = size;
    posting += size >= COUNTED_FROM ? size : 0;
    releaseSome();
  }

  private boolean isTooMuch() {
    return !heldBack.isEmpty() || posting + room > most;
  }

  private void takeRoom(Share lane) {
    if (lane.hasRoom) {
      lane.hasRoom = false;
      room -= lane.size;
    }
  }

  /** The lane's response is off our hands. */
  void posted(Share lane, int size) {
    if (size >= COUNTED_FROM) {
      discount(size);
    }
  }

  private synchronized void discount(int size) {
    posting -= size;
    releaseSome();
  }

  private void releaseSome() {
    while (!heldBack.isEmpty()
        && (posting + room == 0 || posting + room + heldBack.element().size <= most)) {
      Share next = heldBack.remove();
      next.hasRoom = true;
      room += next.size;
      next.release();
    }
    exceeded = isTooMuch();
  }

  /** Whether the lane may not poll now; it is released as soon as it may. */
  boolean holdsBack(Share lane) {
    return exceeded && !lane.hasRoom && isHeldBack(lane);
  }

  private synchronized boolean isHeldBack(Share lane) {
    if (exceeded) {
      heldBack.add(lane);
    }
    return exceeded;
  }

  /** As above, for a lane that has waited long for room that others had and did not use. */
  synchronized boolean stillHoldsBack(Share lane) {
    boolean too = posting > most;
    if (!too) {
      heldBack.remove(lane);
      exceeded = isTooMuch();
    }
    return too;
  }

  /** The lane polls no more. */
  synchronized void left(Share lane) {
    heldBack.remove(lane);
    takeRoom(lane);
    releaseSome();
  }
}
