package dev.nextloop.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FunctionError;
import dev.nextloop.spi.EncodedFailure;
import dev.nextloop.spi.Outcome;
import java.io.IOError;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureRulesTest {
  private final FailureRules sequential = new FailureRules(false);

  /** What an extension wraps around a failure that ends the process. */
  private static final class Ending extends VirtualMachineError implements EncodedFailure {
    private static final long serialVersionUID = 1L;

    Ending(Throwable thrown) {
      super(thrown);
    }

    @Override
    public Outcome.Failure outcome() {
      throw new AssertionError("nothing is posted here");
    }
  }

  @Test
  void namesTheErrorThatEndsTheProcess() {
    assertThat(sequential.ofFunction(new StackOverflowError()).type())
        .isEqualTo("java.lang.StackOverflowError");
    assertThat(sequential.ofFunction(new IllegalStateException())).isNull();
  }

  @Test
  void namesWhatTheFunctionThrewAndNotWhatCarriesIt() {
    IOError thrown = new IOError(new IOException("disk"));

    assertThat(sequential.ofFunction(new Ending(thrown)).type()).isEqualTo("java.io.IOError");
    assertThat(sequential.ofFunction(new Ending(new Ending(thrown))).type())
        .isEqualTo("java.io.IOError");
  }

  @Test
  void namesTheTypeThatAFailureHasChosen() {
    FunctionError chosen = new FunctionError("Runtime.BadFunctionCode", "no such class");

    assertThat(sequential.ofFunction(new Ending(chosen)).type())
        .isEqualTo("Runtime.BadFunctionCode");
  }

  @Test
  void namesTheCarrierWhereItSaysNoMore() {
    assertThat(sequential.ofFunction(new Ending(null)).type()).isEqualTo(Ending.class.getName());
  }
}
