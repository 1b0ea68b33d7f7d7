package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Validation: a body that does not meet the schema never reaches the handler. */
final class ValidationTest {
  @Test
  void validatesAsOnAwsClient() {
    String[] events = {
      Events.http("{\"order\":1}"), Events.http("{\"order\":0}"), Events.http("{}")
    };
    Function validates = Function.ofRest("Validates");
    Outcome aws = validates.run(Client.AWS, events);
    assertThat(validates.run(Client.NEXTLOOP, events)).isEqualTo(aws);
  }
}
