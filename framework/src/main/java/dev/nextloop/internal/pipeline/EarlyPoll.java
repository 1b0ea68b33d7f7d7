package dev.nextloop.internal.pipeline;

import dev.nextloop.Invocation;
import dev.nextloop.internal.wire.HttpHead;
import dev.nextloop.internal.wire.RuntimeHeaders;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Outcome;
import dev.nextloop.spi.RuntimeApi;
import java.util.Objects;

/**
 * What becomes of a poll that left behind an answer which was then refused. The lane does not wait
 * for it yet, and may send its answer again first; nothing that the poll brings may be lost
 * meanwhile, and nothing handled twice.
 */
final class EarlyPoll {

  /** An answer that waits until the poll before it is over. */
  record Postponed(Invocation invocation, Outcome outcome, RuntimeApi.After after) {}

  private boolean claimed;
  private HttpHead held;
  private Postponed postponed;
  private Invocation answered;

  /** The lane waits for the poll. */
  void claim() {
    claimed = true;
  }

  /** An answer goes out: the poll that may leave behind it is not claimed yet. */
  void answering(Invocation invocation) {
    claimed = false;
    answered = invocation;
  }

  /** An event has come: the lane's, or kept for the poll to come. */
  void polled(HttpHead event, RuntimeApi.Events lane) {
    if (claimed) {
      lane.polled(event);
    } else {
      held = event;
    }
  }

  /** The poll failed; where nobody waits for it yet, who does later sends a new one. */
  void pollFailed(ApiFailure failure, RuntimeApi.Events lane) {
    if (claimed) {
      lane.pollFailed(failure);
    }
  }

  /**
   * The event that was kept, or null. The delivery that was just answered is dropped: a server that
   * refused the answer had it still running, and handed it out once more.
   */
  HttpHead take() {
    HttpHead event = held;
    held = null;
    return event != null && isAnswered(event) ? null : event;
  }

  private boolean isAnswered(HttpHead event) {
    return answered.requestId().equals(event.header(RuntimeHeaders.REQUEST_ID))
        && Objects.equals(
            answered.invocationId().orElse(null), event.header(RuntimeHeaders.INVOCATION_ID));
  }

  void postpone(Invocation invocation, Outcome outcome, RuntimeApi.After after) {
    postponed = new Postponed(invocation, outcome, after);
  }

  /** The answer that waits, once; or null. */
  Postponed postponed() {
    Postponed waiting = postponed;
    postponed = null;
    return waiting;
  }
}
