package dev.nextloop.internal.loop;

import dev.nextloop.Answered;
import dev.nextloop.Reply;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.Outcome;

/** The answer that a lane owes: what is posted, and how often it was tried. */
final class Answer implements Answered {
  private LambdaInvocation invocation;
  private Outcome outcome;
  private CountedStream counted;
  private int status;
  private boolean sentAgain;

  /** Bytes of its body that are posted as a whole. */
  int size() {
    return size(outcome);
  }

  static int size(Outcome outcome) {
    return outcome instanceof Outcome.Success success ? success.reply().body().remaining() : 0;
  }

  void begin(LambdaInvocation invocation, Outcome outcome) {
    this.invocation = invocation;
    this.outcome = outcome;
    this.counted = null;
    this.status = 0;
    this.sentAgain = false;
  }

  LambdaInvocation invocation() {
    return invocation;
  }

  Outcome outcome() {
    return outcome;
  }

  /** The streamed outcome, whose bytes are counted from now on. */
  Outcome.Streamed counted() {
    Outcome.Streamed streamed = (Outcome.Streamed) outcome;
    Reply.Stream reply = streamed.reply();
    counted = new CountedStream(invocation, reply.source());
    return new Outcome.Streamed(
        new Reply.Stream(reply.contentType(), counted), streamed.failures());
  }

  /** Whether it went out more than once, so that a refusal means "have it already". */
  boolean isSentAgain() {
    return sentAgain;
  }

  @Override
  public boolean isStreamed() {
    return outcome instanceof Outcome.Streamed;
  }

  @Override
  public String errorType() {
    return outcome instanceof Outcome.Failure failure ? failure.type() : null;
  }

  @Override
  public long bytes() {
    if (outcome instanceof Outcome.Failure failure) {
      return failure.body().remaining();
    }
    return counted != null ? counted.bytes() : size();
  }

  @Override
  public int status() {
    return status;
  }

  void acknowledged(int httpStatus) {
    status = httpStatus;
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
    counted = null;
  }
}
