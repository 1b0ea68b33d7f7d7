package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batch: each message for itself; the failed ones are named. */
final class BatchTest {
  @Test
  void takesEachMessageAsOnAwsClient() {
    String[] events = {
      Events.sqs("{\"order\":1}", "{}", "{\"order\":3}"), Events.sqs("{\"order\":4}")
    };
    Ran aws = run(batches -> batches.run(Client.AWS, events));

    assertThat(aws.outcome.toString()).contains("message-2");
    assertThat(run(batches -> batches.run(Client.NEXTLOOP, events))).isEqualTo(aws);
  }

  @Test
  void takesBatchesAtOnce() {
    String[] events =
        IntStream.range(0, 16)
            .mapToObj(number -> Events.sqs("{\"order\":" + number + "}", "{}"))
            .toArray(String[]::new);
    Outcome aws = run(batches -> batches.runTogether(Client.AWS, events)).outcome;
    Outcome nextloop = run(batches -> batches.runTogether(Client.NEXTLOOP, events)).outcome;

    assertThat(nextloop.coldInvocations()).hasSameSizeAs(aws.coldInvocations());
    assertThat(nextloop.warm().sorted()).isEqualTo(aws.warm().sorted());
  }

  private static Ran run(java.util.function.Function<Function, Outcome> run) {
    try (JsonService queue = new JsonService(new Queue())) {
      Function batches = Function.ofRest("Batches").with("AWS_ENDPOINT_URL_SQS", queue.url());
      return new Ran(run.apply(batches), queue.calls());
    }
  }

  private record Ran(Outcome outcome, List<String> calls) {}
}
