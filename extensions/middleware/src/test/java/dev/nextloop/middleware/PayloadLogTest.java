package dev.nextloop.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.FunctionError;
import dev.nextloop.Nextloop;
import dev.nextloop.Reply;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import io.vertx.core.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is logged of events and replies. */
class PayloadLogTest {
  private static final String FIRST = "nextloop: payload: invocation " + RuntimeApiScript.id(1);

  @Test
  void showsEventAndReplyWithoutWhatTheirNamesCallSecret() throws Exception {
    String event =
        "{\"user\":\"ann\",\"Password\":{\"old\":\"x1\"},\n \"apiKey\":\"x2\",\"n\":1.50}";
    try (Function function = Function.of(event)) {
      function
          .with(PayloadLog.of(function.host::log))
          .serve((text, call) -> Future.succeededFuture("{\"token\":[\"x3\"],\"ok\":true}"));
      assertThat(function.responses(1)).containsExactly("{\"token\":[\"x3\"],\"ok\":true}");
      function.server.awaitRequests(RuntimeCall.NEXT, 2, Function.LIMIT);
      assertThat(function.host.log)
          .containsExactly(
              FIRST
                  + ": event {\"user\":\"ann\",\"Password\":\"***\",\"apiKey\":\"***\",\"n\":1.50}",
              FIRST + ": reply {\"token\":\"***\",\"ok\":true}");
    }
  }

  @Test
  void leavesThePayloadToTheHandler() throws Exception {
    try (Function function = Function.of("{\"a\":1}", "{\"a\":2}")) {
      function.with(PayloadLog.of(line -> {})).serve((text, call) -> Future.succeededFuture(text));
      assertThat(function.responses(2)).containsExactly("{\"a\":1}", "{\"a\":2}");
    }
  }

  @Test
  void showsOnlyTheSizeOfWhatNothingCouldBeHiddenIn() throws Exception {
    try (Function function =
        Function.of("secret text", "{\"password\":\"x\"", "", "[1,2,3,4,5,6]")) {
      function
          .with(PayloadLog.of(function.host::log).bytes(12))
          .serve((text, call) -> Future.succeededFuture("x".repeat(20)));
      function.responses(4);
      function.server.awaitRequests(RuntimeCall.NEXT, 5, Function.LIMIT);
      assertThat(function.host.log)
          .hasSize(8)
          .anySatisfy(line -> assertThat(line).endsWith("event (11 bytes that are no JSON)"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .endsWith("event (13 bytes, which is more than the 12 that are read)"))
          .anySatisfy(line -> assertThat(line).endsWith("event (empty)"))
          .noneSatisfy(line -> assertThat(line).contains("secret"))
          .noneSatisfy(line -> assertThat(line).contains("xx"));
    }
  }

  @Test
  void saysOfAFailureWhatItIsAndNotItsMessage() throws Exception {
    try (Function function = Function.of("1", "2")) {
      function
          .with(PayloadLog.of(function.host::log))
          .serve(
              (text, call) -> {
                if (text.equals("1")) {
                  throw new FunctionError("Function.Refused", "the secret");
                }
                return Future.failedFuture(new IllegalStateException("the secret"));
              });
      function.errors(2);
      assertThat(function.host.log)
          .contains(FIRST + ": reply (failed: dev.nextloop.FunctionError Function.Refused)")
          .anySatisfy(
              line -> assertThat(line).endsWith("(failed: java.lang.IllegalStateException)"))
          .noneSatisfy(line -> assertThat(line).contains("the secret"));
    }
  }

  @Test
  void saysThatAReplyIsStreamed() throws Exception {
    try (Function function = Function.of("1")) {
      function
          .with(PayloadLog.of(function.host::log))
          .with(
              next ->
                  (event, call) ->
                      Future.succeededFuture(
                          new Reply.Stream(
                              "text/plain",
                              sink -> {
                                sink.write(java.nio.ByteBuffer.wrap(new byte[] {'s'}));
                                sink.end();
                              })))
          .serve((text, call) -> Future.succeededFuture(text));
      assertThat(function.responses(1)).containsExactly("s");
      assertThat(function.host.log).contains(FIRST + ": reply (streamed)");
    }
  }

  @Test
  void isAddedByItsNameWithSettingsOfTheMachine() throws Exception {
    try (Function function =
        Function.of("{\"ward\":\"x\",\"token\":\"y\",\"text\":\"0123456789\"}")) {
      function.host.with("NEXTLOOP_PAYLOAD_CHARACTERS", "40").with("NEXTLOOP_PAYLOAD_HIDE", "ward");
      function
          .with(PayloadLogSetup.of(function.host))
          .serve((text, call) -> Future.succeededFuture("{}"));
      function.responses(1);
      assertThat(function.host.log)
          .contains(FIRST + ": event {\"ward\":\"***\",\"token\":\"***\",\"text\":\"0123...");
    }
    FakeHost host = new FakeHost();
    new PayloadLogSetup().add(Nextloop.of(host), host);
  }

  @ParameterizedTest
  @CsvSource({
    "NEXTLOOP_PAYLOAD_CHARACTERS, 15, 'a whole number, 16 to 65536'",
    "NEXTLOOP_PAYLOAD_CHARACTERS, many, 'a whole number, 16 to 65536'",
    "NEXTLOOP_PAYLOAD_BYTES, -1, 'a whole number, 0 to 6291456'",
    "NEXTLOOP_PAYLOAD_BYTES, 99999999999, 'a whole number, 0 to 6291456'",
    "NEXTLOOP_PAYLOAD_HIDE, (, 'a regular expression: Unclosed group'",
  })
  void refusesSettingsThatMakeNoSense(String name, String value, String right) {
    FakeHost host = new FakeHost().with(name, value);
    assertThatThrownBy(() -> new PayloadLogSetup().add(Nextloop.of(host), host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " is '" + value + "'; it must be " + right);
  }

  @Test
  void refusesBoundsThatMakeNoSense() {
    PayloadLog log = PayloadLog.of(line -> {});
    assertThatThrownBy(() -> log.characters(0))
        .hasMessage("characters is '0'; it must be 16 to 65536");
    assertThatThrownBy(() -> log.bytes(-1)).hasMessage("bytes is '-1'; it must be 0 to 6291456");
    assertThatThrownBy(() -> log.hiding((Pattern) null)).isInstanceOf(NullPointerException.class);
  }
}
