package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.reply;
import static dev.nextloop.contract.Events.responses;
import static dev.nextloop.contract.Events.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.internal.loop.ClientFailure;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client makes of a poll that is answered with something else than an event. */
@Execution(ExecutionMode.CONCURRENT)
class PollFaultTest {
  /** The first poll and five more. */
  private static final int TRIES = 6;

  static Stream<Arguments> statusesThatEnd() {
    return onEveryEngine(List.of(List.of(500, 70), List.of(403, 73), List.of(410, 73)));
  }

  // F21, F22, F23
  @ParameterizedTest
  @MethodSource("statusesThatEnd")
  void endsAtOnceWhenTheStatusLeavesNoHope(EngineUnderTest engine, int status, int exit)
      throws Exception {
    RuntimeApiScript api = api("1").onCall(RuntimeCall.NEXT, 2, status(status));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(client.awaitFailure().exitCode()).isEqualTo(exit);
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.requests()).hasSize(3);
    }
  }

  static Stream<Arguments> statusesThatMayPass() {
    return onEveryEngine(
        List.of(List.of(502, 70), List.of(503, 70), List.of(404, 72), List.of(302, 72)));
  }

  // F20, F26
  @ParameterizedTest
  @MethodSource("statusesThatMayPass")
  void givesUpAfterItsBudgetWhenTheStatusStaysWrong(EngineUnderTest engine, int status, int exit)
      throws Exception {
    RuntimeApiScript api = api("1").onEvery(RuntimeCall.NEXT, status(status));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      ClientFailure failure = client.awaitFailure();
      assertThat(failure.exitCode()).isEqualTo(exit);
      assertThat(failure).hasMessageContaining("" + status);
      List<RecordedRequest> polls = server.requests();
      assertThat(polls).hasSize(TRIES).allMatch(RuntimeCall.NEXT);
      assertAtMostTenASecond(polls);
    }
  }

  // F20
  @ParameterizedTest
  @EnumSource
  void servesOnWhenTheStatusIsGoodAgain(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api("1", "2", "3");
    for (int poll = 1; poll <= 4; poll++) {
      api.onCall(RuntimeCall.NEXT, poll, status(503));
    }
    // A budget is for failures in a row: after an event it is whole again.
    for (int poll = 6; poll <= 9; poll++) {
      api.onCall(RuntimeCall.NEXT, poll, status(502));
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 3)).containsExactly("1", "2", "3");
      assertThat(client.host.log()).isEmpty();
    }
  }

  // F24
  @ParameterizedTest
  @EnumSource
  void pollsAgainSoonAndForAsLongAsThereIsNoContent(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api("1");
    for (int poll = 1; poll <= 20; poll++) {
      api.onCall(RuntimeCall.NEXT, poll, status(204));
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 1)).containsExactly("1");
      List<RecordedRequest> polls = server.requests(RuntimeCall.NEXT);
      for (int i = 1; i <= 20; i++) {
        long gap = polls.get(i).arrivalTicks() - polls.get(i - 1).arrivalTicks();
        assertThat(gap).isGreaterThan(15_000_000L);
      }
      assertThat(client.host.log()).isEmpty();
    }
  }

  // F25
  @ParameterizedTest
  @EnumSource
  void takesAnyStatusOfSuccessForAnEvent(EngineUnderTest engine) throws Exception {
    byte[] accepted =
        Replies.raw(
            "HTTP/1.1 202 Accepted",
            List.of("Lambda-Runtime-Aws-Request-Id: a", "Content-Length: 2"),
            Replies.text("hi"));
    RuntimeApiScript api = api().onCall(RuntimeCall.NEXT, 1, reply(accepted));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 1)).containsExactly("hi");
    }
  }

  static Stream<Arguments> brokenHeads() {
    byte[] both =
        Replies.raw(
            "HTTP/1.1 200 OK",
            Replies.eventHeaders("a", 0, "Content-Length: 1", "Transfer-Encoding: chunked"),
            Replies.chunks(Replies.text("1"), 1, ""));
    byte[] lengths =
        Replies.raw(
            "HTTP/1.1 200 OK",
            Replies.eventHeaders("a", 0, "Content-Length: 1", "Content-Length: 2"),
            Replies.text("12"));
    byte[] noHttp = Replies.text("SSH-2.0-OpenSSH_9.6\r\n\r\n");
    byte[] negative = Replies.raw("HTTP/1.1 200 OK", List.of("Content-Length: -1"), new byte[0]);
    return onEveryEngine(
        List.of(
            List.of("both framings", both),
            List.of("two lengths", lengths),
            List.of("no HTTP", noHttp),
            List.of("negative length", negative)));
  }

  // F37 and its like
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("brokenHeads")
  void dropsTheConnectionOnAHeadThatMakesNoSense(EngineUnderTest engine, String what, byte[] reply)
      throws Exception {
    RuntimeApiScript api =
        api("good")
            .onCall(RuntimeCall.NEXT, 1, reply(reply))
            .onCall(RuntimeCall.NEXT, 2, reply(reply));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 1)).as(what).containsExactly("good");
      assertThat(server.connections()).isBetween(3, 2 + engine.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesUpWithItsOwnCodeOnAServerThatSpeaksNoHttp(EngineUnderTest engine) throws Exception {
    Script ssh = Script.script().readRequest().send("SSH-2.0-OpenSSH_9.6\r\n\r\n").awaitClose();
    try (ScriptedServer server = ScriptedServer.playing().otherwise(ssh).start();
        Client client = Client.echo(engine, server)) {
      assertThat(client.awaitFailure().exitCode()).isEqualTo(72);
      assertThat(server.requests()).hasSize(TRIES).allMatch(RuntimeCall.NEXT);
    }
  }

  // F32
  @ParameterizedTest
  @EnumSource
  void takesAHeadOf64KiBAndRefusesOneOfMoreThanAMebibyte(EngineUnderTest engine) throws Exception {
    String context = "{\"custom\":{\"k\":\"" + "x".repeat(64 << 10) + "\"}}";
    String tooLong = "X-Long: " + "x".repeat((1 << 20) + 1);
    RuntimeApiScript api =
        api()
            .onCall(RuntimeCall.NEXT, 1, reply(event(1, "evil", tooLong)))
            .offer(event(2, "good", "Lambda-Runtime-Client-Context: " + context));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) ->
                        Future.succeededFuture(
                            Replies.text(
                                "" + call.clientContext().get().custom().get("k").length())))
                .start()) {
      assertThat(responses(server, 1)).containsExactly("" + (64 << 10));
    }
  }

  static void assertAtMostTenASecond(List<RecordedRequest> polls) {
    for (int i = 10; i < polls.size(); i++) {
      long time = polls.get(i).arrivalTicks() - polls.get(i - 10).arrivalTicks();
      assertThat(time).isGreaterThan(950_000_000L);
    }
    long all = polls.get(polls.size() - 1).arrivalTicks() - polls.get(0).arrivalTicks();
    assertThat(all).isBetween(1_490_000_000L, 10_000_000_000L);
  }

  static Stream<Arguments> onEveryEngine(List<List<Object>> cases) {
    return Stream.of(EngineUnderTest.values())
        .flatMap(
            engine ->
                cases.stream()
                    .map(
                        each ->
                            Arguments.of(
                                Stream.concat(Stream.of(engine), each.stream()).toArray())));
  }
}
