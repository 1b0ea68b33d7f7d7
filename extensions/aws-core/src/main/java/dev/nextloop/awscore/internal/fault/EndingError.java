package dev.nextloop.awscore.internal.fault;

import dev.nextloop.spi.EncodedFailure;
import dev.nextloop.spi.Outcome;

/**
 * A failure that is answered and then ends the process, as in AWS's client: an error of the virtual
 * machine, an {@link java.io.IOError}, a class that could not be loaded.
 */
final class EndingError extends VirtualMachineError implements EncodedFailure {
  private static final long serialVersionUID = 1L;

  private final transient Outcome.Failure outcome;

  EndingError(Throwable thrown, Outcome.Failure outcome) {
    super(thrown);
    this.outcome = outcome;
  }

  @Override
  public Outcome.Failure outcome() {
    return outcome;
  }
}
