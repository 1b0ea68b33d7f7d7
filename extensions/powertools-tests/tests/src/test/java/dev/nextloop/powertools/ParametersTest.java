package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Parameters: the provider, a transformation, an annotated field. */
final class ParametersTest {
  @Test
  void readsAsOnAwsClient() {
    String[] events = Events.orders(2);
    Ran aws = run(settings -> settings.run(Client.AWS, events));

    assertThat(aws.calls)
        .contains("GetParameter {\"Name\":\"/shop/name\",\"WithDecryption\":false}");
    assertThat(run(settings -> settings.run(Client.NEXTLOOP, events))).isEqualTo(aws);
  }

  /** How many of them read what they share before it is kept is chance. */
  @Test
  void readsForInvocationsAtOnce() {
    String[] events = Events.orders(16);
    Ran aws = run(settings -> settings.runTogether(Client.AWS, events));
    Ran nextloop = run(settings -> settings.runTogether(Client.NEXTLOOP, events));

    assertThat(nextloop.outcome).isEqualTo(aws.outcome);
    assertThat(Set.copyOf(nextloop.calls)).isEqualTo(Set.copyOf(aws.calls));
  }

  private static Ran run(java.util.function.Function<Function, Outcome> run) {
    try (JsonService store = new JsonService(new Parameters())) {
      Function settings = Function.of("Settings").with("AWS_ENDPOINT_URL_SSM", store.url());
      return new Ran(run.apply(settings), store.calls());
    }
  }

  private record Ran(Outcome outcome, List<String> calls) {}
}
