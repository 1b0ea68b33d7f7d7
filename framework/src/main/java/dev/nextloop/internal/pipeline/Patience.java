package dev.nextloop.internal.pipeline;

import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;

/**
 * How long a call may take without a sign of life. Counted in slices of a second: a slice that ends
 * late was spent frozen and doesn't count, so nothing times out because the process was asleep.
 *
 * <p>Between calls no timer runs; while calls follow each other quickly, one timer a second does.
 */
final class Patience implements Runnable {
  /** Whose patience it is. */
  interface Impatient {
    /** The call under way has shown no sign of life for too long. */
    void lostPatience();
  }

  private static final long SLICE_NANOS = 1_000_000_000L;
  private static final int CONNECT_SLICES = 2;
  private static final int POST_SLICES = 31;
  private static final int HEAD_SLICES = 31;
  private static final int BODY_SLICES = 61;
  private static final int ENDLESS = -1;

  private final Host host;
  private final LaneLoop loop;
  private final Impatient owner;
  private LaneLoop.Timer timer;
  private long sliceEnd;
  private int left = ENDLESS;
  private boolean inHead;

  Patience(Host host, LaneLoop loop, Impatient owner) {
    this.host = host;
    this.loop = loop;
    this.owner = owner;
  }

  void connecting() {
    limit(CONNECT_SLICES);
  }

  void posting() {
    limit(POST_SLICES);
  }

  /** A poll may hang for hours. */
  void endless() {
    left = ENDLESS;
    inHead = false;
  }

  /** Bytes of a response have come, and more must follow. */
  void progress(boolean post, boolean headKnown) {
    if (headKnown) {
      inHead = false;
      limit(post ? POST_SLICES : BODY_SLICES);
    } else if (!inHead) {
      // From the first byte on the whole head has this long, however slowly it drips.
      inHead = true;
      limit(HEAD_SLICES);
    }
  }

  private void limit(int slices) {
    left = slices;
    if (timer == null) {
      arm();
    }
  }

  private void arm() {
    sliceEnd = host.ticks() + SLICE_NANOS;
    timer = loop.timer(SLICE_NANOS, this);
  }

  @Override
  public void run() {
    timer = null;
    if (left == ENDLESS) {
      return;
    }
    boolean undisturbed = host.ticks() - sliceEnd < SLICE_NANOS;
    if (undisturbed && --left == 0) {
      left = ENDLESS;
      owner.lostPatience();
    } else {
      arm();
    }
  }

  /** No timer outlives the connection's owner. */
  void stop() {
    left = ENDLESS;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
