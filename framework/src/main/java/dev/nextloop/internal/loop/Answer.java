package dev.nextloop.internal.loop;

import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.Outcome;

/** The answer that a lane owes: what is posted, and how often it was tried. */
final class Answer {
  private LambdaInvocation invocation;
  private Outcome outcome;
  private boolean sentAgain;

  /** Bytes of its body that are posted as a whole. */
  int size() {
    return outcome instanceof Outcome.Success success ? success.reply().body().remaining() : 0;
  }

  void begin(LambdaInvocation invocation, Outcome outcome) {
    this.invocation = invocation;
    this.outcome = outcome;
    this.sentAgain = false;
  }

  LambdaInvocation invocation() {
    return invocation;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Whether it went out more than once, so that a refusal means "have it already". */
  boolean isSentAgain() {
    return sentAgain;
  }

  /** Whether it is sent while it is made. */
  boolean isStreamed() {
    return outcome instanceof Outcome.Streamed;
  }

  /** Takes the one second try; false when it was taken before. */
  boolean again() {
    boolean first = !sentAgain;
    sentAgain = true;
    return first;
  }

  /** Leaves out what the server found too large; false when there is nothing to leave out. */
  boolean withoutCause() {
    if (outcome instanceof Outcome.Failure failure && failure.cause() != null) {
      outcome = new Outcome.Failure(failure.body(), failure.type(), null);
      sentAgain = true;
      return true;
    }
    return false;
  }

  void end() {
    invocation = null;
    outcome = null;
  }
}
