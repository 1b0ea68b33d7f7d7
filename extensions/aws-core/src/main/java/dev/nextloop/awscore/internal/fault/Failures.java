package dev.nextloop.awscore.internal.fault;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.nextloop.awscore.internal.log.FunctionLogger;
import dev.nextloop.spi.EncodedFailure;
import java.io.IOError;

/** Logs what went wrong as AWS's client does, and makes of it what is posted. */
public final class Failures {
  private final FunctionLogger logger;
  private final String workingDirectory;
  private final boolean endProcess;

  /**
   * For one function.
   *
   * @param workingDirectory named in the X-Ray cause; may be null
   * @param endProcess whether the gravest failures end the process: where it runs one invocation at
   *     a time
   */
  public Failures(FunctionLogger logger, String workingDirectory, boolean endProcess) {
    this.logger = logger;
    this.workingDirectory = workingDirectory;
    this.endProcess = endProcess;
  }

  /** Logs a fault. */
  public void log(Fault fault) {
    LogLevel level = logger.format() == LogFormat.JSON ? LogLevel.ERROR : LogLevel.UNDEFINED;
    logger.log(fault.report(), level);
  }

  /**
   * Logs what an invocation ended with.
   *
   * @return what its future fails with, an {@link EncodedFailure}
   */
  public Exception ended(Throwable thrown) {
    if (thrown instanceof FaultException e) {
      log(e.fault());
      if (e.fault().fatal() && endProcess) {
        throw new EndingError(e, e.outcome());
      }
      return e;
    }
    Trace.cut(thrown);
    Fault fault = Fault.of(thrown, false);
    var outcome = ErrorDocument.of(thrown, workingDirectory);
    log(fault);
    if (endProcess && (thrown instanceof VirtualMachineError || thrown instanceof IOError)) {
      throw new EndingError(thrown, outcome);
    }
    return new HandlerException(thrown, outcome);
  }
}
