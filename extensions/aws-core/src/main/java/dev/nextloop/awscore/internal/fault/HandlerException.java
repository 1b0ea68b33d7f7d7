package dev.nextloop.awscore.internal.fault;

import dev.nextloop.spi.EncodedFailure;
import dev.nextloop.spi.Outcome;

/** What a handler threw, with the error document of AWS's client. */
final class HandlerException extends RuntimeException implements EncodedFailure {
  private static final long serialVersionUID = 1L;

  private final transient Outcome.Failure outcome;

  HandlerException(Throwable thrown, Outcome.Failure outcome) {
    super(null, thrown, false, false);
    this.outcome = outcome;
  }

  @Override
  public Outcome.Failure outcome() {
    return outcome;
  }
}
