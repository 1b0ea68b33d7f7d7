package dev.nextloop.powertools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RuntimeApiScript;
import org.junit.jupiter.api.Test;

/** Logging: context fields, correlation ids, arguments, event, response and failure. */
final class LoggingTest {
  private final Function logs = Function.of("Logs");

  @Test
  void logsAsOnAwsClient() {
    String[] events = {"{\"order\":\"1\"}", "{}", "{\"order\":\"3\"}"};
    Outcome aws = logs.run(Client.AWS, events);

    assertThat(aws.answers()).hasSize(3);
    assertThat(aws.lines())
        .filteredOn(line -> line.contains("order 3 ends"))
        .singleElement()
        .asString()
        .contains(Function.trace(3), "buyer of 3");
    assertThat(logs.run(Client.NEXTLOOP, events)).isEqualTo(aws);
  }

  /** Which invocation is the cold one is chance. */
  @Test
  void keepsTheFieldsOfInvocationsAtOnceApart() {
    String[] events = Events.orders(16);
    Outcome aws = logs.runTogether(Client.AWS, events);
    Outcome nextloop = logs.runTogether(Client.NEXTLOOP, events);

    for (int number = 1; number <= events.length; number++) {
      String buyer = "buyer of " + number + "\"";
      String trace = Function.trace(number);
      String id = RuntimeApiScript.id(number);
      assertThat(nextloop.lines())
          .filteredOn(line -> line.contains(buyer))
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).contains(trace, id));
    }
    assertThat(nextloop.coldInvocations()).hasSize(1);
    assertThat(nextloop.warm().sorted()).isEqualTo(aws.warm().sorted());
  }
}
