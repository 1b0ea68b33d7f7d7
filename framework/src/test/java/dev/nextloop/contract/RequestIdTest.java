package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.reply;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids of invocations: what can't be one never reaches a path or a handler. */
@Execution(ExecutionMode.CONCURRENT)
class RequestIdTest {
  private static final String ID = "Lambda-Runtime-Aws-Request-Id: ";

  private static byte[] event(String... idLines) {
    List<String> lines = new ArrayList<>(List.of(idLines));
    lines.add("Content-Length: 4");
    return Replies.raw("HTTP/1.1 200 OK", lines, Replies.text("evil"));
  }

  static Stream<Arguments> headsWithoutOneGoodId() {
    return PollFaultTest.onEveryEngine(
        List.of(
            List.of("none", event()),
            List.of("empty", event(ID)),
            List.of("two", event(ID + "a", ID + "b")),
            List.of("two, one starting like the other", event(ID + "a", ID + "a b")),
            List.of("two, one empty", event(ID + "a", ID)),
            List.of("path", event(ID + "../../evil")),
            List.of("dots", event(ID + "..")),
            List.of("slash", event(ID + "a/b")),
            List.of("space", event(ID + "a b")),
            List.of("percent", event(ID + "a%2fb")),
            List.of("query", event(ID + "a?b")),
            List.of("not ASCII", event(ID + "ä")),
            List.of("10 KB", event(ID + "a".repeat(10_000)))));
  }

  // F27, F28, F31
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("headsWithoutOneGoodId")
  void runsNothingAndPostsNothingWithoutOneGoodId(EngineUnderTest engine, String what, byte[] evil)
      throws Exception {
    RuntimeApiScript api =
        api("good")
            .onCall(RuntimeCall.NEXT, 1, reply(evil))
            .onCall(RuntimeCall.NEXT, 2, reply(evil));
    AtomicInteger runs = new AtomicInteger();
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .handler(
                    (event, call) -> {
                      runs.incrementAndGet();
                      return Client.ECHO.handle(event, call);
                    })
                .start()) {
      assertThat(responses(server, 1)).as(what).containsExactly("good");
      assertThat(server.requests()).filteredOn(RuntimeCall.OTHER).isEmpty();
      assertThat(runs).hasValue(1);
    }
  }

  // F27
  @ParameterizedTest
  @EnumSource
  void givesUpWhenNoEventHasAnId(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api().onEvery(RuntimeCall.NEXT, reply(event()));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(client.awaitFailure().exitCode()).isEqualTo(72);
      assertThat(server.requests()).hasSize(6).allMatch(RuntimeCall.NEXT);
    }
  }

  // F31
  @ParameterizedTest
  @EnumSource
  void takesTheSameIdTwiceForOne(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api().onCall(RuntimeCall.NEXT, 1, reply(event(ID + "a", ID + " a  ")));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      RecordedRequest post = server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0);
      assertThat(RuntimeCall.requestId(post)).isEqualTo("a");
    }
  }

  // F28
  @ParameterizedTest
  @EnumSource
  void letsNoRandomIdLeadARequestAstray(EngineUnderTest engine) throws Exception {
    // The check is one for both engines; Web Client takes five times as long to get there.
    int evils = engine == EngineUnderTest.DIRECT ? 10_000 : 2_000;
    Random random = new Random(4);
    AtomicInteger polls = new AtomicInteger();
    Script exchange =
        Script.script()
            .readRequest()
            .reply(
                request ->
                    !RuntimeCall.NEXT.test(request)
                        ? Replies.accepted()
                        : polls.incrementAndGet() % 2 == 0
                            ? Events.event(1, "good")
                            : evil(random));
    try (ScriptedServer server =
            ScriptedServer.playing().otherwise(Script.script().forever(exchange)).start();
        Client client = Client.echo(engine, server)) {
      server.awaitRequests(RuntimeCall.RESPONSE, evils, LIMIT.multipliedBy(3));
      assertThat(server.requests()).noneMatch(RuntimeCall.OTHER);
    }
  }

  /** Any characters but line ends, which would end the header; a good one among them, seldom. */
  private static byte[] evil(Random random) {
    String alphabet = "a1-/.%\\:_ \t?#&=;@~\"'<>[]{}|^`+*,!$()\u0001\u007f\u00e4\u20ac\ud83d\ude00";
    int length = random.nextInt(1, 40);
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < length; i++) {
      id.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    byte[] line = (ID + id).getBytes(StandardCharsets.UTF_8);
    return Replies.join(
        Replies.text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"), line, Replies.text("\r\n\r\n"));
  }

  // F28: line ends in an id are more headers, or the end of them
  @ParameterizedTest
  @EnumSource
  void takesWhatFollowsALineEndForAnotherLine(EngineUnderTest engine) throws Exception {
    List<String> ids = List.of("a\rb", "a\r\nX-Injected: 1", "a\nX-Injected: 1", "\r\n b");
    RuntimeApiScript api = api();
    for (int i = 0; i < ids.size(); i++) {
      byte[] evil = event(ID + ids.get(i));
      api.onCall(RuntimeCall.NEXT, 2 * i + 1, reply(evil).close());
      api.offer(Events.event(1, "good"));
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, ids.size())).contains("good");
      assertThat(server.requests())
          .noneMatch(RuntimeCall.OTHER)
          .noneMatch(request -> request.header("X-Injected") != null);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsTheInvocationIdBackWithResponseAndError(EngineUnderTest engine) throws Exception {
    String name = "Lambda-Runtime-Invocation-Id";
    RuntimeApiScript api =
        api()
            .offer(Events.event(1, "fail", name + ": one"))
            .offer(Events.event(2, "echo", name + ": two"))
            .offer(Events.event(3, "echo"));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .handler(
                    (event, call) -> {
                      if (call.requestId().equals(RuntimeApiScript.id(1))) {
                        throw new IllegalStateException();
                      }
                      return Client.ECHO.handle(event, call);
                    })
                .start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      assertThat(server.requests(RuntimeCall.ERROR).get(0).header(name)).isEqualTo("one");
      assertThat(server.requests(RuntimeCall.RESPONSE))
          .extracting(post -> post.header(name))
          .containsExactly("two", null);
    }
  }
}
