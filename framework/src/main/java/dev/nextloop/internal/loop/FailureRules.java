package dev.nextloop.internal.loop;

import dev.nextloop.FunctionError;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.EncodedFailure;

/**
 * What a refused or broken call, or a broken function, ends: in sequential mode the client, in
 * concurrent mode at most the lane, since the others' invocations would be lost with the client.
 */
final class FailureRules {
  private static final int OUT_OF_MEMORY = 75;
  private static final int DRAIN_TIMEOUT = 143;

  private final boolean concurrent;

  FailureRules(boolean concurrent) {
    this.concurrent = concurrent;
  }

  /** What a failed poll ends when it is not tried again; null when it is. */
  ClientFailure ofPoll(ApiFailure failure) {
    if (concurrent || !isGrave(failure)) {
      return null;
    }
    return failure.status() == 500
        ? new ClientFailure(70, "Runtime.InternalServerError", "poll refused: HTTP status 500")
        : new ClientFailure(73, "Runtime.InvalidState", "poll refused: " + failure.getMessage());
  }

  /** Whether a poll failed in a way that is worth a line even if it is tried again. */
  boolean isGrave(ApiFailure failure) {
    return failure.status() == 500 || failure.status() == 403 || failure.status() == 410;
  }

  /** What it ends that the retry budget is used up. */
  ClientFailure ofBudget(ApiFailure failure, int tries) {
    String after = " after " + tries + " tries: " + failure.getMessage();
    if (concurrent || failure.kind() != ApiFailure.Kind.STATUS) {
      if (!concurrent && failure.kind() == ApiFailure.Kind.PROTOCOL) {
        return new ClientFailure(72, "Runtime.ProtocolViolation", "no event" + after);
      }
      return new ClientFailure(71, "Runtime.Unreachable", "Runtime API unreachable" + after);
    }
    return new ClientFailure(
        failure.status() > 500 ? 70 : 72, "Runtime.PollRefused", "no event" + after);
  }

  /** What it ends that a post got no answer, or none that says what became of it. */
  ClientFailure ofPost(String requestId, String why) {
    return new ClientFailure(
        74, "Runtime.AnswerUndelivered", "answer of " + requestId + " not delivered: " + why);
  }

  /** What a function's failure ends once it is answered; null for nothing. */
  ClientFailure ofFunction(Throwable failure) {
    boolean broken =
        concurrent ? failure instanceof OutOfMemoryError : failure instanceof VirtualMachineError;
    return broken
        ? new ClientFailure(OUT_OF_MEMORY, type(failure), "the JVM is not to be trusted")
        : null;
  }

  /** Names what the function threw, and not the exception that carries it to the platform. */
  private static String type(Throwable failure) {
    Throwable thrown = failure;
    while (thrown instanceof EncodedFailure && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    return thrown instanceof FunctionError error ? error.type() : thrown.getClass().getName();
  }

  /** Whether a lane ends with an answer that can't be delivered. */
  boolean postsEndLanes() {
    return !concurrent;
  }

  /** Whether a lane's end is that of the others, too. */
  boolean endsClient(ClientFailure failure) {
    return !concurrent
        || failure.exitCode() == OUT_OF_MEMORY
        || failure.exitCode() == DRAIN_TIMEOUT;
  }

  /**
   * Whether an event that was given up and comes again is the same delivery: where there is one
   * slot, the platform has it as running still; where there are several, it never hands out a
   * running one.
   */
  boolean dropsWhatWasGivenUp() {
    return !concurrent;
  }
}
