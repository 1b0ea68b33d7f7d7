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
  private final Delivery delivery;
  private LaneState state = LaneState.IDLE;
  private LambdaInvocation current;
  private LambdaInvocation givenUp;
  private ClientFailure poison;
  private long pollTicks;

  Lane(Loop owner, RuntimeApi api) {
    this.owner = owner;
    this.loop = owner.laneLoop();
    this.api = api;
    this.rules = owner.rules();
    this.polls = new Polls(owner, this, api);
    this.deadline = new Deadline(loop, this, owner.options(), owner.expiryNoticeNanos());
    this.delivery = new Delivery(owner, this, api);
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

  /** A poll is out. */
  void polling() {
    pollTicks = owner.observers().at(Stage.POLL, null);
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
    if (pollTicks != 0) {
      invocation.observed().polledBy(pollTicks);
    }
    owner.observers().at(Stage.POLLED, invocation);
    Object outside = loop.enter(invocation);
    Future<Reply> result = owner.handler().handle(invocation.body(), invocation);
    loop.exit(outside);
    if (result.isComplete()) {
      settled(invocation, result.result(), result.cause());
    } else {
      invocation.keep();
      watch(invocation);
      result.onComplete(new Settlement(this, invocation));
    }
  }

  void watch(LambdaInvocation invocation) {
    deadline.watch(invocation);
  }

  void unwatch() {
    deadline.stop();
  }

  /** The handler's future has completed; on the loop. */
  void settled(LambdaInvocation invocation, Reply reply, Throwable failure) {
    if (invocation != current || state != LaneState.HANDLING) {
      owner.observers().at(Stage.LATE, invocation);
      return;
    }
    deadline.stop();
    owner.observers().handled(invocation);
    poison = rules.ofFunction(failure);
    answer(invocation, owner.outcomes().of(reply, failure));
  }

  private void answer(LambdaInvocation invocation, Outcome outcome) {
    to(LaneState.ANSWERED);
    owner.budget().posting(polls, Answer.size(outcome));
    delivery.begin(invocation, outcome);
  }

  /** Whether a poll may follow the answer. */
  boolean mayPoll() {
    return poison == null && !owner.isDraining();
  }

  @Override
  public void posted(int status) {
    delivery.posted(status);
  }

  @Override
  public void postFailed(ApiFailure failure) {
    delivery.undelivered(failure.getMessage(), 0);
  }

  /** Its streamed answer broke: whoever makes it stops, and should it come again, it is known. */
  void broken(LambdaInvocation invocation) {
    signal(invocation);
    givenUp = invocation;
  }

  /**
   * The answer is off our hands.
   *
   * @param engineGoesOn whether the next poll is out already
   */
  void delivered(boolean engineGoesOn) {
    leaveAnswer();
    if (!mayPoll()) {
      end(poison);
    } else if (engineGoesOn) {
      to(LaneState.POLLING);
      polling();
    } else {
      poll();
    }
  }

  private void leaveAnswer() {
    delivery.answer().invocation().release();
    deadline.stop();
    release();
  }

  private void release() {
    owner.budget().posted(polls, delivery.answer().size());
    delivery.end();
    current = null;
  }

  /** The end, or one invocation that failed among many. */
  void lost(ClientFailure failure) {
    ClientFailure end = rules.postsEndLanes() || owner.isDraining() ? failure : poison;
    if (end != null) {
      end(end);
      return;
    }
    owner.say(delivery.answer().invocation(), failure.getMessage() + "; going on");
    leaveAnswer();
    polls.later(AGAIN_NANOS);
  }

  @Override
  public void nothingStreamed(Outcome.Failure failure) {
    LambdaInvocation invocation = delivery.answer().invocation();
    deadline.stop();
    if (owner.options().deadlineMarginNanos() == 0 && invocation.patienceNanos() == 0) {
      leave(invocation);
    } else {
      delivery.instead(failure);
    }
  }

  @Override
  public void pollFailed(ApiFailure failure) {
    ClientFailure fatal = polls.failed(failure);
    if (fatal != null) {
      end(fatal);
    }
  }

  /** Its time is nearly up. */
  void expiring(LambdaInvocation invocation) {
    owner.observers().at(Stage.EXPIRING, invocation);
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
    owner.observers().at(Stage.UNANSWERED, invocation);
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
