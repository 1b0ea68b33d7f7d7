package dev.nextloop.internal.loop;

import dev.nextloop.Stage;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.RuntimeApi;

/**
 * When a lane's next poll leaves: at once, later and later after failures, and not while too much
 * is being posted.
 */
final class Polls extends PostBudget.Share implements Runnable {
  private static final long HELD_BACK_NANOS = 1_000_000_000L;
  private static final long EMPTY_POLL_NANOS = 30_000_000L;

  private final Loop owner;
  private final Lane lane;
  private final RuntimeApi api;
  private final FailureRules rules;
  private final Backoff backoff;
  private LaneLoop.Timer timer;
  private boolean heldBack;

  Polls(Loop owner, Lane lane, RuntimeApi api) {
    this.owner = owner;
    this.lane = lane;
    this.api = api;
    this.rules = owner.rules();
    this.backoff = new Backoff(owner.jitter());
  }

  void now() {
    timer = null;
    if (owner.budget().holdsBack(this)) {
      heldBack = true;
      later(HELD_BACK_NANOS);
    } else {
      send();
    }
  }

  private void send() {
    lane.to(LaneState.POLLING);
    lane.polling();
    api.poll();
  }

  /** Those who held the poll back do no longer. */
  @Override
  void release() {
    owner.laneLoop().execute(this);
  }

  @Override
  public void run() {
    if (heldBack) {
      heldBack = false;
      timer.cancel();
      timer = null;
      send();
    }
  }

  private void due() {
    timer = null;
    if (!heldBack) {
      now();
    } else if (owner.budget().stillHoldsBack(this)) {
      later(HELD_BACK_NANOS);
    } else {
      heldBack = false;
      send();
    }
  }

  void later(long nanos) {
    if (nanos == 0) {
      now();
    } else {
      lane.to(LaneState.WAITING);
      timer = owner.laneLoop().timer(nanos, this::due);
    }
  }

  void succeeded() {
    backoff.succeeded();
  }

  /** Tries again, or says why not. */
  ClientFailure failed(ApiFailure failure) {
    ClientFailure fatal = rules.ofPoll(failure);
    if (fatal != null) {
      return fatal;
    } else if (failure.status() == 204) {
      later(EMPTY_POLL_NANOS);
    } else if (failure.kind() == ApiFailure.Kind.STALE && backoff.forgivesStale()) {
      owner.observers().at(Stage.RECONNECTED, null);
      later(0);
    } else {
      long delay = backoff.failed();
      if (delay == Backoff.GIVE_UP) {
        return rules.ofBudget(failure, backoff.failures());
      }
      if (rules.isGrave(failure)) {
        owner.say("poll refused: " + failure.getMessage() + "; trying again");
      }
      owner.observers().at(Stage.RETRIED, null);
      later(delay);
    }
    return null;
  }

  void stop() {
    heldBack = false;
    owner.budget().left(this);
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
