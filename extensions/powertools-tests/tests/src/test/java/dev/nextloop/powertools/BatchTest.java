package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Batch: each message for itself; the failed ones are named. */
final class BatchTest {
  @Test
  void takesEachMessageAsOnAwsClient() {
    String[] events = {
      Events.sqs("{\"order\":1}", "{}", "{\"order\":3}"), Events.sqs("{\"order\":4}")
    };
    Ran aws = run(Client.AWS, events);

    assertThat(aws.outcome.toString()).contains("message-2");
    assertThat(run(Client.NEXTLOOP, events)).isEqualTo(aws);
  }

  private static Ran run(Client client, String... events) {
    try (JsonService queue = new JsonService(new Queue())) {
      Function batches = Function.ofRest("Batches").with("AWS_ENDPOINT_URL_SQS", queue.url());
      return new Ran(batches.run(client, events), queue.calls());
    }
  }

  private record Ran(Outcome outcome, List<String> calls) {}
}
