package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RuntimeApiScript;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Validation: a body that does not meet the schema never reaches the handler. */
final class ValidationTest {
  private final Function validates = Function.ofRest("Validates");

  @Test
  void validatesAsOnAwsClient() {
    String[] events = {
      Events.http("{\"order\":1}"), Events.http("{\"order\":0}"), Events.http("{}")
    };
    Outcome aws = validates.run(Client.AWS, events);

    assertThat(aws.answers().get(RuntimeApiScript.id(1))).contains("200");
    assertThat(aws.answers().get(RuntimeApiScript.id(2))).contains("minimum");
    assertThat(validates.run(Client.NEXTLOOP, events)).isEqualTo(aws);
  }

  @Test
  void validatesInvocationsAtOnce() {
    String[] events =
        IntStream.range(0, 16)
            .mapToObj(number -> Events.http("{\"order\":" + number % 3 + "}"))
            .toArray(String[]::new);
    Outcome aws = validates.runTogether(Client.AWS, events).sorted();

    assertThat(validates.runTogether(Client.NEXTLOOP, events).sorted()).isEqualTo(aws);
  }
}
