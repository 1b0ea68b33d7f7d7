package dev.nextloop.awscore.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.nextloop.awscore.internal.log.FunctionLogger;
import dev.nextloop.spi.EncodedFailure;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.Outcome;
import java.io.IOError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is posted and logged of a failure. */
class FailuresTest {
  private final StringBuilder log = new StringBuilder();
  private final FunctionLogger logger =
      new FunctionLogger(
          LogLevel.UNDEFINED,
          LogFormat.TEXT,
          (level, format, message) -> log.append(new String(message, StandardCharsets.UTF_8)),
          Host.system());

  private Outcome.Failure ended(Throwable thrown, boolean endProcess) {
    Failures failures = new Failures(logger, "/var/task", endProcess);
    Throwable[] result = new Throwable[1];
    Throwable error = catchThrowable(() -> result[0] = failures.ended(thrown));
    Throwable told = error != null ? error : result[0];
    assertThat(told instanceof VirtualMachineError).isEqualTo(error != null);
    return ((EncodedFailure) told).outcome();
  }

  private static String body(Outcome.Failure failure) {
    return StandardCharsets.UTF_8.decode(failure.body().duplicate()).toString();
  }

  @Test
  void anExceptionWithoutAMessageHasItsClassName() {
    Exception thrown = new Exception();
    thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.B$C", "m", null, -2)});
    Outcome.Failure failure = ended(thrown, true);
    assertThat(body(failure))
        .isEqualTo(
            "{\"errorMessage\":\"java.lang.Exception\",\"errorType\":\"java.lang.Exception\","
                + "\"stackTrace\":[\"a.B$C.m(Native Method)\"]}");
    assertThat(failure.cause())
        .isEqualTo(
            "{\"working_directory\":\"/var/task\",\"exceptions\":[{\"type\":\"java.lang.Exception\","
                + "\"stack\":[{\"label\":\"m\",\"path\":\"B$C.java\",\"line\":-2}]}],"
                + "\"paths\":[\"B$C.java\"]}");
    assertThat(log.toString())
        .startsWith("java.lang.Exception: java.lang.Exception\njava.lang.Exception\n\tat a.B$C.m");
  }

  @Test
  void anExceptionWhoseMethodsThrowIsToldAllTheSame() {
    RuntimeException mute =
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no message");
          }
        };
    String type = mute.getClass().getName();
    assertThat(body(ended(mute, true)))
        .startsWith("{\"errorMessage\":\"" + type + "\",\"errorType\":\"" + type + "\"");
    assertThat(log.toString()).isEqualTo(type + ": " + type + "\n" + type + "\n\n");
  }

  @Test
  void aCauseOfAMegabyteIsLeftOut() {
    Exception thrown = new Exception("x".repeat(1 << 20));
    Outcome.Failure failure = ended(thrown, true);
    assertThat(failure.cause()).isNull();
    assertThat(failure.type()).isEqualTo("Runtime.UserException");
    assertThat(body(failure)).contains("x".repeat(1 << 20));
  }

  @Test
  void theGravestEndTheProcessWhereOneInvocationRunsAtATime() {
    assertThat(body(ended(new IOError(new IOException("disk")), true))).contains("IOError");
    assertThat(body(ended(new StackOverflowError(), true))).contains("StackOverflowError");
    assertThat(ended(new FaultException(new Fault("m", "t", null, true)), true).type())
        .isEqualTo("Runtime.BadFunctionCode");
  }

  @Test
  void tracesAreCutInCausesAndSuppressedOnesToo() {
    Exception cause = new Exception("cause");
    Exception thrown = new Exception("thrown", cause);
    thrown.addSuppressed(new Exception("suppressed", thrown));
    Trace.cut(thrown);
    assertThat(thrown.getStackTrace()).isEmpty();
    assertThat(cause.getStackTrace()).isEmpty();
    assertThat(thrown.getSuppressed()[0].getStackTrace()).isEmpty();
  }
}
