package dev.nextloop.internal.loop;

import dev.nextloop.Stage;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Outcome;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Completable;

/**
 * The way of a lane's answer: sent, sent once more where that may help, acknowledged; and behind it
 * what has to be flushed. The lane hears of it once: delivered, or lost.
 */
final class Delivery {
  private static final long AGAIN_NANOS = 100_000_000L;

  private final Loop owner;
  private final Lane lane;
  private final RuntimeApi api;
  private final Answer answer = new Answer();
  private LaneLoop.Timer timer;
  private boolean pollFollows;
  private boolean flushDue;
  private Flushing flushing;
  private boolean acknowledged;
  private boolean accepted;

  Delivery(Loop owner, Lane lane, RuntimeApi api) {
    this.owner = owner;
    this.lane = lane;
    this.api = api;
  }

  Answer answer() {
    return answer;
  }

  void begin(LambdaInvocation invocation, Outcome outcome) {
    answer.begin(invocation, outcome);
    if (!owner.observers().areNone()) {
      invocation.observed().answeredBy(answer);
    }
    acknowledged = false;
    flushing = null;
    flushDue = owner.isFlushDue(invocation);
    owner.observers().at(Stage.ANSWERED, invocation);
    if (answer.isStreamed()) {
      // Its time runs until its last byte, and so long others may look at it.
      invocation.keep();
      pollFollows = false;
      lane.watch(invocation);
      api.stream(
          invocation, owner.observers().areNone() ? (Outcome.Streamed) outcome : answer.counted());
    } else {
      post();
    }
  }

  /** The streamed answer has failed before its first byte; this one goes out in its place. */
  void instead(Outcome.Failure failure) {
    answer.begin(answer.invocation(), failure);
    post();
  }

  private void post() {
    timer = null;
    // Nothing follows an answer that is sent again: who knows what the first one did.
    pollFollows =
        lane.mayPoll() && !flushDue && !answer.isSentAgain() && !owner.budget().isExceeded();
    api.answer(
        answer.invocation(),
        answer.outcome(),
        pollFollows ? RuntimeApi.After.POLL : RuntimeApi.After.HOLD);
    if (flushDue) {
      flush();
    }
  }

  /** Behind the first try, and without waiting for what the Runtime API says to it. */
  private void flush() {
    flushDue = false;
    flushing = new Flushing();
    owner.flush(answer.invocation()).onComplete(flushing);
  }

  /** One flush; when its answer is lost meanwhile, its end is nobody's any more. */
  private final class Flushing implements Completable<Void> {
    @Override
    public void complete(Void done, Throwable never) {
      if (flushing == this) {
        flushing = null;
        owner.observers().at(Stage.FLUSHED, answer.invocation());
        over();
      }
    }
  }

  void posted(int status) {
    answer.acknowledged(status);
    if (status == 500) {
      lane.lost(
          new ClientFailure(70, "Runtime.InternalServerError", "post refused: HTTP status 500"));
    } else if (status > 500) {
      undelivered("HTTP status " + status, AGAIN_NANOS);
    } else if ((status == 431 || status == 413) && answer.withoutCause()) {
      post();
    } else {
      if (status >= 300) {
        owner.say(answer.invocation(), "the Runtime API answered " + status + "; going on");
      }
      delivered(status < 300);
    }
  }

  /** The same bytes once more: if the first ones had arrived, the server refuses these. */
  void undelivered(String why, long delay) {
    if (answer.isStreamed()) {
      owner.say(answer.invocation(), "its stream broke: " + why + "; going on");
      lane.broken(answer.invocation());
      delivered(false);
    } else if (!answer.again()) {
      lane.lost(owner.rules().ofPost(answer.invocation().requestId(), why));
    } else {
      owner.observers().at(Stage.RETRIED, answer.invocation());
      if (delay == 0) {
        post();
      } else {
        timer = owner.laneLoop().timer(delay, this::post);
      }
    }
  }

  private void delivered(boolean isAccepted) {
    acknowledged = true;
    accepted = isAccepted;
    owner.observers().at(Stage.POSTED, answer.invocation());
    lane.unwatch();
    if (flushDue) {
      // A streamed answer, which is complete only now.
      flush();
    }
    over();
  }

  private void over() {
    if (acknowledged && flushing == null) {
      acknowledged = false;
      lane.delivered(accepted && pollFollows);
    }
  }

  /** The answer is off our hands. */
  void end() {
    flushing = null;
    acknowledged = false;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    answer.end();
  }
}
