package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RuntimeApiScript;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Idempotency: an order that comes again is answered from the table, one that failed is not. */
final class IdempotencyTest {
  private static final String[] EVENTS = {
    "{\"order\":1}", "{\"order\":1}", "{\"order\":2,\"fail\":true}", "{\"order\":2}"
  };

  @Test
  void answersOnceAsOnAwsClient() {
    Ran aws = run(once -> once.run(Client.AWS, EVENTS));

    assertThat(aws.answer(2)).isEqualTo(aws.answer(1)).contains(RuntimeApiScript.id(1));
    assertThat(aws.answer(4)).contains(RuntimeApiScript.id(4));
    assertThat(run(once -> once.run(Client.NEXTLOOP, EVENTS))).isEqualTo(aws);
  }

  @Test
  void answersInvocationsAtOnce() {
    String[] events = Events.orders(16);
    Ran aws = run(once -> once.runTogether(Client.AWS, events));
    Ran nextloop = run(once -> once.runTogether(Client.NEXTLOOP, events));

    assertThat(nextloop.outcome).isEqualTo(aws.outcome);
    assertThat(Set.copyOf(nextloop.calls)).hasSize(32).isEqualTo(Set.copyOf(aws.calls));
  }

  private static Ran run(java.util.function.Function<Function, Outcome> run) {
    try (JsonService service = new JsonService(new Table())) {
      Function once = Function.ofRest("Once").with("AWS_ENDPOINT_URL_DYNAMODB", service.url());
      return new Ran(run.apply(once), service.calls());
    }
  }

  private record Ran(Outcome outcome, List<String> calls) {
    String answer(int number) {
      return outcome.answers().get(RuntimeApiScript.id(number));
    }
  }
}
