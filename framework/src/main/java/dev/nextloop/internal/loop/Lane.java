package dev.nextloop.internal.loop;

import dev.nextloop.FunctionError;
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
  private static final long EMPTY_POLL_NANOS = 30_000_000L;
  private static final long REPEAT_POLL_NANOS = 100_000_000L;
  private static final long REPOST_NANOS = 100_000_000L;

  private final Loop owner;
  private final LaneLoop loop;
  private final RuntimeApi api;
  private final Backoff backoff;
  private final Deadline deadline;
  private final Answer answer = new Answer();
  private LaneState state = LaneState.IDLE;
  private LambdaInvocation current;
  private LambdaInvocation givenUp;
  private ClientFailure poison;
  private LaneLoop.Timer timer;

  Lane(Loop owner, RuntimeApi api) {
    this.owner = owner;
    this.loop = owner.laneLoop();
    this.api = api;
    this.backoff = new Backoff(owner.jitter());
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
    timer = null;
    to(LaneState.POLLING);
    owner.observers().at(Stage.POLL, null);
    api.poll();
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
    backoff.succeeded();
    if (givenUp != null && invocation.isSameDelivery(givenUp)) {
      // The platform still has it as running and hands out the same event: it was handled once.
      pollLater(REPEAT_POLL_NANOS);
      return;
    }
    givenUp = null;
    to(LaneState.HANDLING);
    current = invocation;
    owner.observers().at(Stage.POLLED, invocation);
    Future<Reply> result = owner.handler().handle(invocation.body(), invocation);
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
    if (failure instanceof VirtualMachineError error) {
      poison = new ClientFailure(75, error.getClass().getName(), "the JVM is not to be trusted");
    }
    answer(invocation, owner.outcomes().of(reply, failure));
  }

  private void answer(LambdaInvocation invocation, Outcome outcome) {
    to(LaneState.ANSWERED);
    answer.begin(invocation, outcome);
    owner.observers().at(Stage.ANSWERED, invocation);
    if (answer.isStreamed()) {
      // Its time runs until its last byte, and so long others may look at it.
      invocation.keep();
      deadline.watch(invocation);
      api.stream(invocation, (Outcome.Streamed) outcome);
    } else {
      post();
    }
  }

  private void post() {
    timer = null;
    // Nothing follows an answer that is sent again: who knows what the first one did.
    boolean alone = owner.isDraining() || poison != null || answer.isSentAgain();
    api.answer(
        answer.invocation(),
        answer.outcome(),
        alone ? RuntimeApi.After.HOLD : RuntimeApi.After.POLL);
  }

  @Override
  public void posted(int status) {
    if (status == 500) {
      end(new ClientFailure(70, "Runtime.InternalServerError", "post refused: HTTP status 500"));
    } else if (status > 500) {
      undelivered("HTTP status " + status, REPOST_NANOS);
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
      answer.invocation().cancel();
      givenUp = answer.invocation();
      delivered(false);
    } else if (!answer.again()) {
      end(Fault.ofPost(answer.invocation().requestId(), why));
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
    answer.invocation().release();
    boolean engineGoesOn = accepted && !answer.isSentAgain() && !answer.isStreamed();
    deadline.stop();
    answer.end();
    current = null;
    if (poison != null || owner.isDraining()) {
      end(poison);
    } else if (engineGoesOn) {
      to(LaneState.POLLING);
      owner.observers().at(Stage.POLL, null);
    } else {
      poll();
    }
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
    ClientFailure fatal = Fault.ofPoll(failure);
    if (fatal != null) {
      end(fatal);
    } else if (failure.status() == 204) {
      pollLater(EMPTY_POLL_NANOS);
    } else if (failure.kind() == ApiFailure.Kind.STALE && backoff.forgivesStale()) {
      pollLater(0);
    } else {
      long delay = backoff.failed();
      if (delay == Backoff.GIVE_UP) {
        end(Fault.ofBudget(failure, backoff.failures()));
      } else {
        owner.observers().at(Stage.RETRIED, null);
        pollLater(delay);
      }
    }
  }

  private void pollLater(long nanos) {
    to(LaneState.WAITING);
    if (nanos == 0) {
      poll();
    } else {
      timer = loop.timer(nanos, this::poll);
    }
  }

  /** The handler hears that its time is up, and may answer within the signal itself. */
  void cancel(LambdaInvocation invocation) {
    owner.observers().at(Stage.EXPIRED, invocation);
    // Whoever answers now, the handler may go on with its event.
    api.leavePayload();
    invocation.cancel();
  }

  /** The handler took longer than the deadline, less the margin; or the stream did. */
  void expired(LambdaInvocation invocation) {
    if (state == LaneState.ANSWERED) {
      api.cut(owner.outcomes().failure(late()));
    } else if (owner.options().deadlineMarginNanos() > 0) {
      answer(invocation, owner.outcomes().failure(late()));
    } else {
      leave(invocation);
    }
  }

  private static FunctionError late() {
    return new FunctionError(
        "Runtime.HandlerTimeout", "the handler did not answer before its deadline");
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
        left.cancel();
      }
    }
  }

  private void end(ClientFailure failure) {
    to(LaneState.CLOSED);
    deadline.stop();
    if (timer != null) {
      timer.cancel();
    }
    owner.observers().at(Stage.STOPPED, null);
    owner.laneClosed(failure, api.close());
  }

  private void to(LaneState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException("a lane can't go from " + state + " to " + next);
    }
    state = next;
  }
}
