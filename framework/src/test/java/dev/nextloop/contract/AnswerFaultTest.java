package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
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
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an invocation when its answer is refused, or the connection breaks under it. */
@Execution(ExecutionMode.CONCURRENT)
class AnswerFaultTest {
  private static final Script RESET = Script.script().rst();

  /** Every fault is played on the response of one function and on the error of another. */
  static Stream<Arguments> answers() {
    return PollFaultTest.onEveryEngine(
        List.of(List.of(RuntimeCall.RESPONSE), List.of(RuntimeCall.ERROR)));
  }

  /** Answers its first event as {@code call} says, all others with a response. */
  private static Client client(EngineUnderTest engine, ScriptedServer server, RuntimeCall call)
      throws Exception {
    return Client.of(engine, server)
        .handler(
            (event, invocation) -> {
              if (call == RuntimeCall.ERROR
                  && invocation.requestId().equals(RuntimeApiScript.id(1))) {
                throw new IllegalStateException("on purpose");
              }
              return Client.ECHO.handle(event, invocation);
            })
        .start();
  }

  /** Plays faults on the answer to the first event; gives all requests once the second is done. */
  private static List<RecordedRequest> afterFaults(
      EngineUnderTest engine, RuntimeCall call, Script... faults) throws Exception {
    RuntimeApiScript api = api("1", "second");
    for (int i = 0; i < faults.length; i++) {
      api.onCall(call, i + 1, faults[i]);
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = client(engine, server, call)) {
      server.awaitRequests(request -> request.text().equals("second"), 1, LIMIT);
      server.awaitRequests(RuntimeCall.NEXT, 3, LIMIT);
      return server.requests(
          request -> request.method().equals("POST") && !request.text().equals("second"));
    }
  }

  private static ClientFailure failureAfter(
      EngineUnderTest engine, RuntimeCall call, int posts, Script... faults) throws Exception {
    RuntimeApiScript api = api("1", "second");
    for (int i = 0; i < faults.length; i++) {
      api.onCall(call, i + 1, faults[i]);
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = client(engine, server, call)) {
      ClientFailure failure = client.awaitFailure();
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.requests(call))
          .as("%s, problems %s", failure.getMessage(), server.problems())
          .hasSize(posts);
      // With pipelining the poll behind the first answer was on its way already.
      int polls = server.requests().size() - posts;
      assertThat(polls).isBetween(1, engine.pipelines() ? 2 : 1);
      return failure;
    }
  }

  // F09, F10
  @ParameterizedTest
  @MethodSource("answers")
  void postsTheSameBytesOnceMoreAfterAReset(EngineUnderTest engine, RuntimeCall call)
      throws Exception {
    List<RecordedRequest> posts = afterFaults(engine, call, RESET);
    assertThat(posts).hasSize(2).allMatch(call);
    assertThat(posts.get(1).raw()).isEqualTo(posts.get(0).raw());
    assertThat(posts.get(1).connection()).isNotEqualTo(posts.get(0).connection());
  }

  // F09: 400 and 403 say that the first post has arrived
  @ParameterizedTest
  @MethodSource("answers")
  void goesOnWhenTheSecondPostIsRefusedAsADouble(EngineUnderTest engine, RuntimeCall call)
      throws Exception {
    assertThat(afterFaults(engine, call, RESET, status(400))).hasSize(2).allMatch(call);
    assertThat(afterFaults(engine, call, RESET, status(403))).hasSize(2).allMatch(call);
  }

  // F09, F41: an answer that was never acknowledged
  @ParameterizedTest
  @MethodSource("answers")
  void endsWhenTheSecondPostBreaksToo(EngineUnderTest engine, RuntimeCall call) throws Exception {
    assertThat(failureAfter(engine, call, 2, RESET, RESET).exitCode()).isEqualTo(74);
    Script close = Script.script().close();
    assertThat(failureAfter(engine, call, 2, close, close).exitCode()).isEqualTo(74);
  }

  // F60, F63, F64
  @ParameterizedTest
  @MethodSource("answers")
  void goesOnWhenTheAnswerIsRefused(EngineUnderTest engine, RuntimeCall call) throws Exception {
    for (int status : new int[] {400, 403, 404, 302}) {
      assertThat(afterFaults(engine, call, status(status))).hasSize(1).allMatch(call);
    }
  }

  // F60: the platform has told the caller already
  @ParameterizedTest
  @MethodSource("engines")
  void postsNoErrorWhenTheResponseIsTooLarge(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.RESPONSE, 1, status(413));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
      assertThat(client.host.log()).singleElement().asString().contains("413", "going on");
    }
  }

  // F60, and F104's like: refused and closed while most of it is still unsent
  @ParameterizedTest
  @MethodSource("engines")
  void goesOnWhenALongResponseIsRefusedBeforeItWasRead(EngineUnderTest engine) throws Exception {
    Script refusing =
        Script.script()
            .readRequest()
            .send(Events.event(1, "long"))
            .readHead()
            .send(Replies.status(413))
            .pause(Duration.ofMillis(50))
            .close();
    try (ScriptedServer server =
            ScriptedServer.playing(refusing).otherwise(api("short").script()).start();
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) ->
                        Future.succeededFuture(event.length == 4 ? new byte[20 << 20] : event))
                .start()) {
      server.awaitRequests(post -> post.text().equals("short"), 1, LIMIT);
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
      assertThat(server.requests(RuntimeCall.RESPONSE)).hasSizeBetween(2, 3);
    }
  }

  // F65
  @ParameterizedTest
  @MethodSource("answers")
  void endsAtOnceOnAServerError(EngineUnderTest engine, RuntimeCall call) throws Exception {
    assertThat(failureAfter(engine, call, 1, status(500)).exitCode()).isEqualTo(70);
  }

  // F66
  @ParameterizedTest
  @MethodSource("answers")
  void triesOnceMoreWhenAGatewayIsInTheWay(EngineUnderTest engine, RuntimeCall call)
      throws Exception {
    for (int status : new int[] {502, 503, 504}) {
      List<RecordedRequest> posts = afterFaults(engine, call, status(status));
      assertThat(posts).hasSize(2).allMatch(call);
      long gap = posts.get(1).arrivalTicks() - posts.get(0).arrivalTicks();
      assertThat(gap).isGreaterThan(99_000_000L);
    }
    assertThat(failureAfter(engine, call, 2, status(503), status(504)).exitCode()).isEqualTo(74);
  }

  // F67, F68
  @ParameterizedTest
  @MethodSource("answers")
  void takesAnySuccessWhateverItsBody(EngineUnderTest engine, RuntimeCall call) throws Exception {
    byte[] noJson = Replies.raw("HTTP/1.1 202 OK", List.of("Content-Length: 2"), new byte[] {7, 8});
    byte[] long202 =
        Replies.raw("HTTP/1.1 202 OK", List.of("Content-Length: 100000"), new byte[100_000]);
    byte[] chunked =
        Replies.raw(
            "HTTP/1.1 200 OK",
            List.of("Transfer-Encoding: chunked"),
            Replies.chunks(Replies.text("hello"), 2, ""));
    for (byte[] good : List.of(noJson, long202, chunked, Replies.status(204))) {
      assertThat(afterFaults(engine, call, reply(good))).hasSize(1).allMatch(call);
    }
  }

  // F68: the head alone would do, but the connection that broke is no place for the next poll
  @ParameterizedTest
  @MethodSource("answers")
  void goesOnWhenTheAcknowledgementIsCut(EngineUnderTest engine, RuntimeCall call)
      throws Exception {
    byte[] cut = Replies.raw("HTTP/1.1 202 OK", List.of("Content-Length: 9"), new byte[] {1});
    List<RecordedRequest> posts = afterFaults(engine, call, reply(cut).close(), status(403));
    assertThat(posts).hasSizeBetween(1, 2).allMatch(call);
  }

  // F69
  @ParameterizedTest
  @MethodSource("engines")
  void leavesOutTheXrayCauseWhenItIsTooLarge(EngineUnderTest engine) throws Exception {
    String name = "Lambda-Runtime-Function-XRay-Error-Cause";
    for (int status : new int[] {413, 431}) {
      List<RecordedRequest> posts = afterFaults(engine, RuntimeCall.ERROR, status(status));
      assertThat(posts).hasSize(2);
      assertThat(posts.get(0).header(name)).contains("IllegalStateException");
      assertThat(posts.get(1).header(name)).isNull();
      assertThat(posts.get(1).body()).isEqualTo(posts.get(0).body());
      assertThat(afterFaults(engine, RuntimeCall.ERROR, status(status), status(status))).hasSize(2);
    }
  }

  static Stream<EngineUnderTest> engines() {
    return Stream.of(EngineUnderTest.values());
  }
}
