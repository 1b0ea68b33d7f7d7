package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.ByteSource;
import dev.nextloop.stream.HttpPrelude;
import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replies that are sent while they are made, and a Runtime API that behaves. */
@Execution(ExecutionMode.CONCURRENT)
class StreamTest {
  static ByteBuffer text(String text) {
    return ByteBuffer.wrap(Replies.text(text));
  }

  /** Streams its first event's answer, echoes all others. */
  static EventHandler<Body, Reply> streaming(ByteSource source) {
    return (event, call) ->
        call.requestId().equals(RuntimeApiScript.id(1))
            ? Future.succeededFuture(new Reply.Stream("text/plain", source))
            : Client.ECHO.handle(event, call);
  }

  /** The streamed answer, after the event behind it was answered as well. */
  private static RecordedRequest streamed(EngineUnderTest engine, ByteSource source)
      throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client = Client.of(engine, server).handler(streaming(source)).start()) {
      List<RecordedRequest> posts = server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      assertThat(posts.get(1).text()).isEqualTo("2");
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
      assertThat(server.problems()).isEmpty();
      assertThat(client.host.log()).isEmpty();
      return posts.get(0);
    }
  }

  // F107 as well: what is empty must not look like the end
  @ParameterizedTest
  @EnumSource
  void sendsWhatIsWrittenInOrderAndInChunks(EngineUnderTest engine) throws Exception {
    RecordedRequest post =
        streamed(
            engine,
            sink -> {
              for (String word : new String[] {"one ", "", "two ", "three"}) {
                assertThat(sink.write(text(word))).isFalse();
              }
              sink.end();
            });
    assertThat(post.text()).isEqualTo("one two three");
    assertThat(post.target()).endsWith(RuntimeApiScript.id(1) + "/response");
    assertThat(post.header("Lambda-Runtime-Function-Response-Mode")).isEqualTo("streaming");
    assertThat(post.header("Transfer-Encoding")).isEqualTo("chunked");
    assertThat(post.header("Content-Length")).isNull();
    assertThat(post.header("Content-Type")).isEqualTo("text/plain");
    assertThat(post.header("Trailer"))
        .isEqualTo("Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body");
    assertThat(new String(post.raw(), StandardCharsets.US_ASCII))
        .endsWith("\r\n\r\nd\r\none two three\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @EnumSource
  void sendsALongBodyWholeWhateverItsPieces(EngineUnderTest engine) throws Exception {
    byte[] body = new byte[5 << 20];
    new Random(7).nextBytes(body);
    RecordedRequest post =
        streamed(
            engine,
            sink -> {
              int size = 1;
              for (int from = 0; from < body.length; from += size) {
                size = Math.min(body.length - from, size * 3 % 1_500_007);
                ByteBuffer piece = ByteBuffer.wrap(body, from, size);
                sink.write(
                    from % 2 == 0 ? piece : ByteBuffer.allocateDirect(size).put(piece).flip());
              }
              sink.end();
            });
    assertThat(post.body()).isEqualTo(body);
  }

  @ParameterizedTest
  @EnumSource
  void sendsAnEmptyStream(EngineUnderTest engine) throws Exception {
    RecordedRequest post = streamed(engine, ByteSink::end);
    assertThat(post.body()).isEmpty();
    assertThat(new String(post.raw(), StandardCharsets.US_ASCII)).endsWith("\r\n\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @EnumSource
  void sendsEachPieceAtOnceAndTakesMoreFromAnyThread(EngineUnderTest engine) throws Exception {
    CompletableFuture<ByteSink> given = new CompletableFuture<>();
    Script own = Script.script().readHead().readChunk().readBody().send(Replies.accepted());
    try (ScriptedServer server = serving(own, next());
        Client client = Client.of(engine, server).handler(streaming(given::complete)).start()) {
      ByteSink sink = given.get(20, TimeUnit.SECONDS);
      server.awaitRequests(RuntimeCall.NEXT, 1, LIMIT);
      assertThat(server.requests()).as("before the first byte").hasSize(1);
      sink.write(text("early"));
      server.awaitRequests(post -> post.method().equals("POST") && !post.complete(), 1, LIMIT);
      sink.write(text(" and late"));
      sink.end();
      Client.await(sink.closed());
      assertThat(server.awaitRequests(post -> post.text().equals("early and late"), 1, LIMIT))
          .hasSize(1);
      server.awaitRequests(post -> post.text().equals("2"), 1, LIMIT);
    }
  }

  /** A Runtime API that has only the event 2 left. */
  static RuntimeApiScript next() {
    return api().offer(Events.event(2, "2"));
  }

  /** The event 1 comes on the first connection, its stream has the second to itself. */
  static ScriptedServer serving(Script stream, RuntimeApiScript api) {
    Script lane = Script.script().readRequest().send(Events.event(1, "stream")).then(api.script());
    return ScriptedServer.playing(lane, stream).otherwise(api.script()).start();
  }

  @ParameterizedTest
  @EnumSource
  void pollsOnlyWhenTheStreamIsAcceptedAndItsConnectionClosed(EngineUnderTest engine)
      throws Exception {
    Gate gate = new Gate();
    Script held = Script.script().whenReleased(gate).send(Replies.accepted());
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.RESPONSE, 1, held);
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.of(engine, server).handler(streaming(ByteSink::end)).start()) {
      gate.awaitReached(LIMIT);
      // A lane that moves to another engine has left its first connection already.
      server.awaitOpenConnections(engine == EngineUnderTest.HANDOVER ? 1 : 2, LIMIT);
      assertThat(count(server, RuntimeCall.NEXT)).isEqualTo(1);
      gate.release();
      List<RecordedRequest> polls = server.awaitRequests(RuntimeCall.NEXT, 3, LIMIT);
      server.awaitOpenConnections(1, LIMIT);
      RecordedRequest stream = server.requests(RuntimeCall.RESPONSE).get(0);
      assertThat(polls).extracting(RecordedRequest::connection).doesNotContain(stream.connection());
      assertThat(polls.get(1).arrivalTicks()).isGreaterThan(stream.arrivalTicks());
      assertThat(client.host.log()).isEmpty();
    }
  }

  // F100
  @ParameterizedTest
  @EnumSource
  void postsAnErrorWhenTheSourceFailsBeforeItsFirstByte(EngineUnderTest engine) throws Exception {
    ByteSource failing = sink -> sink.fail(new FunctionError("Function.Early", "too early"));
    ByteSource throwing =
        sink -> {
          throw new FunctionError("Function.Early", "too early");
        };
    for (ByteSource source : List.of(failing, throwing)) {
      try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
          Client client = Client.of(engine, server).handler(streaming(source)).start()) {
        RecordedRequest error = Events.error(server);
        assertThat(error.header("Lambda-Runtime-Function-Error-Type")).isEqualTo("Function.Early");
        assertThat(error.header("Lambda-Runtime-Function-Response-Mode")).isNull();
        assertThat(error.text()).contains("too early");
        assertThat(Events.responses(server, 1)).containsExactly("2");
        assertThat(client.host.log()).isEmpty();
      }
    }
  }

  // F101
  @ParameterizedTest
  @EnumSource
  void tellsInTrailersWhenTheSourceFailsMidway(EngineUnderTest engine) throws Exception {
    RecordedRequest post =
        streamed(
            engine,
            sink -> {
              sink.write(text("half"));
              sink.fail(new IllegalStateException("broke\r\nhere"));
              sink.end();
            });
    assertThat(post.text()).isEqualTo("half");
    assertThat(post.trailers().first("Lambda-Runtime-Function-Error-Type"))
        .contains("Runtime.UserException");
    String body = post.trailers().first("Lambda-Runtime-Function-Error-Body").orElseThrow();
    assertThat(new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8))
        .startsWith("{\"errorMessage\":\"broke\\r\\nhere\"")
        .contains("\"errorType\":\"java.lang.IllegalStateException\"");
  }

  // F106
  @ParameterizedTest
  @EnumSource
  void takesNothingBehindTheEnd(EngineUnderTest engine) throws Exception {
    RecordedRequest post =
        streamed(
            engine,
            sink -> {
              sink.write(text("all"));
              sink.end();
              sink.fail(new IllegalStateException("too late to fail"));
              assertThatThrownBy(() -> sink.write(text("more")))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("ended");
            });
    assertThat(post.text()).isEqualTo("all");
    assertThat(post.trailers().first("Lambda-Runtime-Function-Error-Type")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void putsTheHttpPreludeBeforeTheBody(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server)
                .handler(
                    (event, call) ->
                        Future.succeededFuture(
                            HttpPrelude.status(201)
                                .header("Content-Type", "text/html")
                                .cookie("a=1; Secure")
                                .reply(
                                    sink -> {
                                      sink.write(text("<p>"));
                                      sink.end();
                                    })))
                .start()) {
      RecordedRequest post = server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0);
      assertThat(post.header("Content-Type"))
          .isEqualTo("application/vnd.awslambda.http-integration-response");
      assertThat(post.text())
          .isEqualTo(
              "{\"statusCode\":201,\"headers\":{\"Content-Type\":\"text/html\"},"
                  + "\"cookies\":[\"a=1; Secure\"]}\0\0\0\0\0\0\0\0<p>");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamsOneAnswerAfterTheOther(EngineUnderTest engine) throws Exception {
    String[] events = new String[50];
    for (int i = 0; i < events.length; i++) {
      events[i] = "event " + i;
    }
    try (ScriptedServer server = ScriptedServer.serving(api(events));
        Client client =
            Client.of(engine, server)
                .handler(
                    (event, call) -> {
                      ByteBuffer bytes = ((Body.Whole) event).bytes();
                      return Future.succeededFuture(
                          new Reply.Stream(
                              "text/plain",
                              sink -> {
                                sink.write(bytes);
                                sink.end();
                              }));
                    })
                .start()) {
      assertThat(Events.responses(server, events.length)).containsExactly(events);
      server.awaitOpenConnections(1, LIMIT);
      assertThat(client.host.log()).isEmpty();
    }
  }
}
