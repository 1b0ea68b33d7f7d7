package dev.nextloop.internal.loop;

import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Outcome;
import dev.nextloop.spi.PolledInvocation;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;

/**
 * Polls one invocation, hands it to the function, posts what the function's future yields, and
 * polls again. Holds at most one invocation: that is the whole of the backpressure. Lives on its
 * loop, so it needs no lock.
 */
final class Lane implements RuntimeApi.Events {
  private static final long AGAIN_NANOS = 100_000_000L;

  private final Loop owner;
  private final LaneLoop loop;
  private final RuntimeApi api;
  private final FailureRules rules;
  private final Polls polls;
  private final Deadline deadline;
  private final Answer answer = new Answer();
  private LaneState state = LaneState.IDLE;
  private LambdaInvocation current;
  private LambdaInvocation givenUp;
  private ClientFailure poison;
  private LaneLoop.Timer timer;
  private boolean pollFollows;

  Lane(Loop owner, RuntimeApi api) {
    this.owner = owner;
    this.loop = owner.laneLoop();
    this.api = api;
    this.rules = owner.rules();
    this.polls = new Polls(owner, this, api);
    this.deadline = new Deadline(loop, this, owner.options().deadlineMarginNanos());
    api.open(this);
    if (owner.handlesParts()) {
      api.deliverParts();
    }
  }

  LaneLoop loop() {
    return loop;
  }

  void poll() {
    polls.now();
  }

  @Override
  public void polled(PolledInvocation polled) {
    LambdaInvocation invocation;
    try {
      invocation = owner.decoder().decode(polled);
    } catch (ApiFailure fault) {
      pollFailed(fault);
      return;
    }
    polls.succeeded();
    if (givenUp != null && rules.dropsWhatWasGivenUp() && invocation.isSameDelivery(givenUp)) {
      // The platform still has it as running and hands out the same event: it was handled once.
      polls.later(AGAIN_NANOS);
      return;
    }
    givenUp = null;
    to(LaneState.HANDLING);
    current = invocation;
    owner.observers().at(Stage.POLLED, invocation);
    Object outside = loop.enter(invocation);
    Future<Reply> result = owner.handler().handle(invocation.body(), invocation);
    loop.exit(outside);
    if (result.isComplete()) {
      settled(invocation, result.result(), result.cause());
    } else {
      invocation.keep();
      deadline.watch(invocation);
      result.onComplete(new Settlement(this, invocation));
    }
  }

  /** The handler's future has completed; on the loop. */
  void settled(LambdaInvocation invocation, Reply reply, Throwable failure) {
    if (invocation != current || state != LaneState.HANDLING) {
      owner.observers().at(Stage.LATE, invocation);
      return;
    }
    deadline.stop();
    owner.observers().at(Stage.HANDLED, invocation);
    poison = rules.ofFunction(failure);
    answer(invocation, owner.outcomes().of(reply, failure));
  }

  private void answer(LambdaInvocation invocation, Outcome outcome) {
    to(LaneState.ANSWERED);
    answer.begin(invocation, outcome);
    owner.budget().posting(polls, answer.size());
    owner.observers().at(Stage.ANSWERED, invocation);
    if (answer.isStreamed()) {
      // Its time runs until its last byte, and so long others may look at it.
      invocation.keep();
      pollFollows = false;
      deadline.watch(invocation);
      api.stream(invocation, (Outcome.Streamed) outcome);
    } else {
      post();
    }
  }

  private void post() {
    timer = null;
    // Nothing follows an answer that is sent again: who knows what the first one did.
    pollFollows =
        !owner.isDraining()
            && poison == null
            && !answer.isSentAgain()
            && !owner.budget().isExceeded();
    api.answer(
        answer.invocation(),
        answer.outcome(),
        pollFollows ? RuntimeApi.After.POLL : RuntimeApi.After.HOLD);
  }

  @Override
  public void posted(int status) {
    if (status == 500) {
      lost(new ClientFailure(70, "Runtime.InternalServerError", "post refused: HTTP status 500"));
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
  private void undelivered(String why, long delay) {
    if (answer.isStreamed()) {
      owner.say(answer.invocation(), "its stream broke: " + why + "; going on");
      signal(answer.invocation());
      givenUp = answer.invocation();
      delivered(false);
    } else if (!answer.again()) {
      lost(rules.ofPost(answer.invocation().requestId(), why));
    } else {
      owner.observers().at(Stage.RETRIED, answer.invocation());
      if (delay == 0) {
        post();
      } else {
        timer = loop.timer(delay, this::post);
      }
    }
  }

  /** The answer is off our hands. */
  private void delivered(boolean accepted) {
    owner.observers().at(Stage.POSTED, answer.invocation());
    boolean engineGoesOn = accepted && pollFollows;
    leaveAnswer();
    if (poison != null || owner.isDraining()) {
      end(poison);
    } else if (engineGoesOn) {
      to(LaneState.POLLING);
      owner.observers().at(Stage.POLL, null);
    } else {
      poll();
    }
  }

  private void leaveAnswer() {
    answer.invocation().release();
    deadline.stop();
    release();
  }

  private void release() {
    owner.budget().posted(polls, answer.size());
    answer.end();
    current = null;
  }

  /** The end, or one invocation that failed among many. */
  private void lost(ClientFailure failure) {
    ClientFailure end = rules.postsEndLanes() || owner.isDraining() ? failure : poison;
    if (end != null) {
      end(end);
      return;
    }
    owner.say(answer.invocation(), failure.getMessage() + "; going on");
    leaveAnswer();
    polls.later(AGAIN_NANOS);
  }

  @Override
  public void postFailed(ApiFailure failure) {
    undelivered(failure.getMessage(), 0);
  }

  @Override
  public void nothingStreamed(Outcome.Failure failure) {
    LambdaInvocation invocation = answer.invocation();
    deadline.stop();
    if (owner.options().deadlineMarginNanos() == 0 && invocation.patienceNanos() == 0) {
      leave(invocation);
    } else {
      answer.begin(invocation, failure);
      post();
    }
  }

  @Override
  public void pollFailed(ApiFailure failure) {
    ClientFailure fatal = polls.failed(failure);
    if (fatal != null) {
      end(fatal);
    }
  }

  /** The handler hears that its time is up, and may answer within the signal itself. */
  void cancel(LambdaInvocation invocation) {
    owner.observers().at(Stage.EXPIRED, invocation);
    // Whoever answers now, the handler may go on with its event.
    api.leavePayload();
    signal(invocation);
  }

  private void signal(LambdaInvocation invocation) {
    new Scoped(loop, invocation, invocation::cancel).run();
  }

  /** The handler took longer than the deadline, less the margin; or the stream did. */
  void expired(LambdaInvocation invocation) {
    if (state == LaneState.ANSWERED) {
      api.cut(owner.outcomes().late());
    } else if (owner.options().deadlineMarginNanos() > 0) {
      answer(invocation, owner.outcomes().late());
    } else {
      leave(invocation);
    }
  }

  /** The platform answers in our place. */
  private void leave(LambdaInvocation invocation) {
    givenUp = invocation;
    current = null;
    owner.say(invocation, "deadline passed; its result will be dropped");
    poll();
  }

  @Override
  public void restored() {
    throw new IllegalStateException("a lane restores nothing");
  }

  /** No new poll: a lane without an invocation closes now, the others when theirs is answered. */
  void drain() {
    if (state == LaneState.IDLE || state == LaneState.POLLING || state == LaneState.WAITING) {
      end(null);
    }
  }

  /** The drain's time is up. */
  void giveUp() {
    if (state != LaneState.CLOSED) {
      LambdaInvocation left = current;
      end(new ClientFailure(143, "Runtime.DrainTimeout", "an invocation was still running"));
      if (left != null) {
        signal(left);
      }
    }
  }

  private void end(ClientFailure failure) {
    to(LaneState.CLOSED);
    release();
    deadline.stop();
    polls.stop();
    if (timer != null) {
      timer.cancel();
    }
    owner.observers().at(Stage.STOPPED, null);
    owner.laneClosed(failure, api.close());
  }

  void to(LaneState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException("a lane can't go from " + state + " to " + next);
    }
    state = next;
  }
}
