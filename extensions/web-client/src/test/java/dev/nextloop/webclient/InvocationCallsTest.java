package dev.nextloop.webclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.FunctionError;
import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that end with their invocation. */
class InvocationCallsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final WebClient web = WebClient.create(vertx);
  private final HttpClient core = vertx.createHttpClient();
  private final FakeInvocation invocation = new FakeInvocation(Duration.ofMinutes(1));
  private final Gate reached = new Gate();
  private final Script silent = Script.script().readRequest().whenReleased(reached);

  @AfterEach
  void closeVertx() throws Exception {
    reached.release();
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static void assertCancelled(Future<?> call) {
    assertThatThrownBy(() -> await(call))
        .isInstanceOf(ExecutionException.class)
        .satisfies(
            e ->
                assertThat(((FunctionError) e.getCause()).type())
                    .isEqualTo("Runtime.HandlerTimeout"));
  }

  private static RequestOptions to(ScriptedServer server) {
    return new RequestOptions().setHost("127.0.0.1").setPort(server.port()).setURI("/");
  }

  @Test
  void givesTheResponseOfACallThatIsAnsweredInTime() throws Exception {
    Script answers = Script.script().readRequest().send(Replies.accepted());
    try (ScriptedServer server = ScriptedServer.playing(answers).start()) {
      Future<Integer> status =
          InvocationCalls.of(invocation)
              .send(
                  web.post(server.port(), "127.0.0.1", "/"),
                  request -> request.sendJsonObject(new JsonObject().put("n", 1)))
              .map(response -> response.statusCode());
      assertThat(await(status)).isEqualTo(202);
      assertThat(server.requests().get(0).text()).isEqualTo("{\"n\":1}");
    }
  }

  @Test
  void failsACallOfAWebClientWhenItsInvocationIsCancelled() {
    try (ScriptedServer server = ScriptedServer.playing(silent).start()) {
      Future<?> call =
          InvocationCalls.of(invocation).send(web.get(server.port(), "127.0.0.1", "/"));
      reached.awaitReached(LIMIT);
      invocation.cancel().complete();
      assertCancelled(call);
    }
  }

  @Test
  void resetsARequestOfACoreClientWhenItsInvocationIsCancelled() {
    Script seesTheEnd = Script.script().readRequest().awaitClose();
    try (ScriptedServer server = ScriptedServer.playing(seesTheEnd).start()) {
      Future<Buffer> call =
          InvocationCalls.of(invocation)
              .request(core, to(server))
              .compose(HttpClientRequest::send)
              .compose(response -> response.body());
      server.awaitRequests(1, LIMIT);
      invocation.cancel().complete();
      assertCancelled(call);
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.problems()).isEmpty();
    }
  }

  @Test
  void waitsNoLongerThanTheInvocationHas() {
    FakeInvocation hurried = new FakeInvocation(Duration.ofMillis(200));
    try (ScriptedServer server = ScriptedServer.playing(silent, silent).start()) {
      InvocationCalls calls = InvocationCalls.of(hurried);
      for (Future<?> call :
          new Future<?>[] {
            calls.send(web.get(server.port(), "127.0.0.1", "/")),
            calls.request(core, to(server)).compose(HttpClientRequest::send)
          }) {
        assertThatThrownBy(() -> await(call)).hasCauseInstanceOf(TimeoutException.class);
      }
    }
  }

  @Test
  void keepsAShorterTimeOutOfTheCallsOwn() {
    try (ScriptedServer server = ScriptedServer.playing(silent).start()) {
      Future<?> call =
          InvocationCalls.of(invocation)
              .send(web.get(server.port(), "127.0.0.1", "/").idleTimeout(200));
      assertThatThrownBy(() -> await(call)).hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void sendsNothingWhenNoTimeIsLeft() throws Exception {
    InvocationCalls calls = InvocationCalls.of(new FakeInvocation(Duration.ZERO));
    try (ScriptedServer server = ScriptedServer.playing().start()) {
      assertCancelled(calls.send(web.get(server.port(), "127.0.0.1", "/")));
      assertCancelled(calls.request(core, to(server)));
      assertThat(server.connections()).isZero();
    }
  }
}
