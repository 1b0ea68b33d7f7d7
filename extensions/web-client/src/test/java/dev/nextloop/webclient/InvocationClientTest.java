package dev.nextloop.webclient;

import static dev.nextloop.webclient.ClientFixture.await;
import static dev.nextloop.webclient.ClientFixture.error;
import static dev.nextloop.webclient.ClientFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FunctionError;
import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import dev.nextloop.webclient.CallObserver.Failure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.codec.BodyCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of a client for handlers: how they end, and what is told of them. */
class InvocationClientTest {
  private final ClientFixture f = new ClientFixture();
  private final Gate reached = new Gate();
  private final Script silent = Script.script().readRequest().whenReleased(reached);

  @AfterEach
  void close() throws Exception {
    reached.release();
    f.close();
  }

  private InvocationCaller hurried(long millis) {
    return f.client.of(new FakeInvocation(Duration.ofMillis(millis)));
  }

  @Test
  void giveTheResponseAndTellWhatTheyWere() throws Exception {
    String url = f.serve(request -> request.bodyHandler(request.response()::end));
    InvocationCaller caller = f.client.of(f.invocation);
    HttpResponse<JsonObject> answer =
        await(
            caller
                .post(url + "/items")
                .with(request -> request.as(BodyCodec.jsonObject()))
                .sendJson(Map.of("n", 1)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(new JsonObject().put("n", 1));
    assertThat(f.calls).hasSize(1);
    CallObserver.Call call = f.calls.get(0);
    assertThat(call.nanos()).isPositive();
    assertThat(call)
        .isEqualTo(new CallObserver.Call("127.0.0.1", "POST", 200, null, call.nanos(), 7, 7));
    assertThat(call.outcome()).isEqualTo("200");
  }

  @ParameterizedTest
  @CsvSource({"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void areOfAnyMethod(String method) throws Exception {
    String url = f.serve(request -> request.response().end(request.method().name()));
    InvocationCaller caller = f.client.of(f.invocation);
    InvocationCall<Buffer> call =
        switch (method) {
          case "GET" -> caller.get(url);
          case "POST" -> caller.post(url);
          case "PUT" -> caller.put(url);
          case "PATCH" -> caller.patch(url);
          case "DELETE" -> caller.delete(url);
          default -> caller.request(HttpMethod.OPTIONS, url);
        };
    assertThat(await(call.send()).bodyAsString()).isEqualTo(method);
  }

  @Test
  void sendStreamsAndBuffers() throws Exception {
    String url = f.serve(request -> request.bodyHandler(request.response()::end));
    java.nio.file.Path file = java.nio.file.Files.createTempFile("streamed", ".txt");
    java.nio.file.Files.writeString(file, "from a file");
    InvocationCaller caller = f.client.of(f.invocation);
    Future<HttpResponse<Buffer>> streamed =
        f.vertx
            .fileSystem()
            .open(file.toString(), new io.vertx.core.file.OpenOptions())
            .compose(body -> caller.post(url).send(body));
    assertThat(await(streamed).bodyAsString()).isEqualTo("from a file");
    assertThat(await(caller.post(url).send(Buffer.buffer("bytes"))).bodyAsString())
        .isEqualTo("bytes");
    assertThat(f.calls).extracting(CallObserver.Call::sent).containsExactly(-1L, 5L);
    java.nio.file.Files.delete(file);
  }

  @Test
  void haveTheTimeOfTheirInvocationLessTheMargin() {
    try (ScriptedServer server = ScriptedServer.playing(silent).start()) {
      FunctionError late = error(hurried(300).get(url(server)).send());
      assertThat(late.type()).isEqualTo("Function.CallTimedOut");
      assertThat(late)
          .hasMessageMatching(
              "GET 127.0.0.1:"
                  + server.port()
                  + " gave no complete response within [2-9]\\d\\d ms.*");
      assertThat(f.calls.get(0).failure()).isEqualTo(Failure.TIMED_OUT);
      assertThat(f.calls.get(0).outcome()).isEqualTo("TIMED_OUT");
      assertThat(f.calls.get(0).nanos()).isBetween(190_000_000L, 5_000_000_000L);
    }
  }

  @Test
  void haveAMillisecondAtLeast() {
    try (ScriptedServer server = ScriptedServer.playing(silent).start()) {
      assertThat(error(hurried(50).get(url(server)).send()).type())
          .isEqualTo("Function.CallTimedOut");
    }
  }

  @Test
  void keepAShorterTimeOutOfTheirOwn() {
    try (ScriptedServer server = ScriptedServer.playing(silent).start()) {
      InvocationCall<Buffer> call =
          f.client.of(f.invocation).get(url(server)).with(request -> request.timeout(150));
      assertThat(error(call.send()).type()).isEqualTo("Function.CallTimedOut");
    }
  }

  /** A byte every few milliseconds keeps any idle time-out from firing. */
  @Test
  void countTheWholeResponseOfAServerThatNeverEnds() {
    Script drips =
        Script.script()
            .readRequest()
            .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            .forever(Script.script().send("1\r\nx\r\n").pause(Duration.ofMillis(20)));
    try (ScriptedServer server = ScriptedServer.playing(drips).start()) {
      assertThat(error(hurried(400).get(url(server)).send()).type())
          .isEqualTo("Function.CallTimedOut");
      assertThat(f.calls.get(0).received()).isPositive();
      server.awaitOpenConnections(0, ClientFixture.LIMIT);
    }
  }

  @Test
  void endWithTheirInvocationAllAtOnce() {
    try (ScriptedServer server =
        ScriptedServer.playing(silent, silent, silent).otherwise(silent).start()) {
      List<Future<HttpResponse<Buffer>>> open =
          java.util.stream.IntStream.range(0, 3)
              .mapToObj(i -> f.client.of(f.invocation).get(url(server)).send())
              .toList();
      server.awaitRequests(3, ClientFixture.LIMIT);
      f.invocation.cancel().complete();
      assertThat(open)
          .allSatisfy(call -> assertThat(error(call).type()).isEqualTo("Runtime.HandlerTimeout"));
      assertThat(f.calls)
          .hasSize(3)
          .allSatisfy(call -> assertThat(call.failure()).isEqualTo(Failure.CANCELLED));
    }
  }

  @Test
  void areResetWhateverTheyHaveComeTo() {
    Script seesTheEnd = Script.script().readRequest().awaitClose();
    Script begins =
        Script.script()
            .readRequest()
            .send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n1")
            .whenReleased(reached)
            .awaitClose();
    try (ScriptedServer server = ScriptedServer.playing(seesTheEnd, begins).start()) {
      List<Future<HttpResponse<Buffer>>> open = new java.util.ArrayList<>();
      open.add(f.client.of(f.invocation).get(url(server)).send());
      server.awaitRequests(1, ClientFixture.LIMIT);
      // Over another client, which shares the Web Client.
      open.add(f.client(CallOptions.defaults()).of(f.invocation).get(url(server)).send());
      reached.awaitReached(ClientFixture.LIMIT);
      reached.release();
      f.invocation.cancel().complete();
      assertThat(open)
          .allSatisfy(call -> assertThat(error(call).type()).isEqualTo("Runtime.HandlerTimeout"));
      server.awaitOpenConnections(0, ClientFixture.LIMIT);
      assertThat(server.problems()).isEmpty();
    }
  }

  @Test
  void areNotSentForAnInvocationThatIsOver() {
    try (ScriptedServer server = ScriptedServer.playing().start()) {
      assertThat(error(hurried(0).get(url(server)).send()).type())
          .isEqualTo("Runtime.HandlerTimeout");
      f.invocation.cancel().complete();
      assertThat(error(f.client.of(f.invocation).get(url(server)).send()).type())
          .isEqualTo("Runtime.HandlerTimeout");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void readNoMoreThanTheLimit() throws Exception {
    InvocationClient small = f.client(CallOptions.defaults().withMaxResponseBytes(10));
    String url =
        f.serve(request -> request.response().end("x".repeat(10 + request.uri().length())));
    FunctionError error = error(small.of(f.invocation).get(url + "/").send());
    assertThat(error.type()).isEqualTo("Function.CallTooLarge");
    assertThat(error)
        .hasMessageContaining("more than the 10 bytes")
        .hasMessageContaining("127.0.0.1");
    assertThat(f.calls.get(0).failure()).isEqualTo(Failure.TOO_LARGE);
    String exact = f.serve(request -> request.response().end("x".repeat(10)));
    assertThat(await(small.of(f.invocation).get(exact).send()).bodyAsString()).hasSize(10);
  }

  @Test
  void areNotHarmedByAnObserverThatThrows() throws Exception {
    String url = f.serve(request -> request.response().end("ok"));
    LoggingHost host = new LoggingHost();
    InvocationClient client =
        InvocationClient.over(f.vertx, host, f.web)
            .observing(
                call -> {
                  throw new IllegalStateException("no registry");
                });
    for (int i = 0; i < 2; i++) {
      assertThat(await(client.of(f.invocation).get(url).send()).bodyAsString()).isEqualTo("ok");
    }
    assertThat(host.lines)
        .singleElement()
        .asString()
        .contains("observer of outgoing calls throws, said once", "no registry");
  }

  @Test
  void leaveNothingWithTheirInvocation() throws Exception {
    String url = f.serve(request -> request.response().end("ok"));
    for (int i = 0; i < 20; i++) {
      await(f.client.of(f.invocation).get(url).send());
    }
    assertThat(f.invocation.attributes()).hasSize(1);
  }
}
