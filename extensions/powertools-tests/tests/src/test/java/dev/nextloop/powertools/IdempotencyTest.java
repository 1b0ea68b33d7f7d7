package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Idempotency: an order that comes again is answered from the table. */
final class IdempotencyTest {
  @Test
  void answersOnceAsOnAwsClient() {
    String[] events = {
      "{\"order\":1}", "{\"order\":1}", "{\"order\":2,\"fail\":true}", "{\"order\":2}"
    };
    Ran aws = run(Client.AWS, events);
    assertThat(run(Client.NEXTLOOP, events)).isEqualTo(aws);
  }

  private static Ran run(Client client, String... events) {
    try (JsonService service = new JsonService(new Table())) {
      Function once = Function.ofRest("Once").with("AWS_ENDPOINT_URL_DYNAMODB", service.url());
      return new Ran(once.run(client, events), service.calls());
    }
  }

  private record Ran(Outcome outcome, List<String> calls) {}
}
