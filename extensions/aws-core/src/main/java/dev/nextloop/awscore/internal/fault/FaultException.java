package dev.nextloop.awscore.internal.fault;

import dev.nextloop.FunctionError;
import dev.nextloop.spi.EncodedFailure;
import dev.nextloop.spi.Outcome;

/** A fault on its way to the log and the platform. */
public final class FaultException extends FunctionError implements EncodedFailure {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  /** Carries a fault; its message is for us, and says the remedy. */
  public FaultException(Fault fault) {
    super("Runtime.BadFunctionCode", Remedy.with(fault));
    this.fault = fault;
  }

  /** What it carries. */
  public Fault fault() {
    return fault;
  }

  @Override
  public Outcome.Failure outcome() {
    return ErrorDocument.of(fault);
  }
}
