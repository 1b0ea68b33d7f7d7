package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Invocation;
import dev.nextloop.Middleware;
import dev.nextloop.Observer;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.spi.Body;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Middleware and observers that work, and ones that fail. */
@Execution(ExecutionMode.CONCURRENT)
class MiddlewareFaultTest {

  private static Middleware<Body, Reply> noting(String name, List<String> notes) {
    return next ->
        (event, call) -> {
          notes.add(name + " before");
          return next.handle(event, call)
              .onComplete(done -> notes.add(name + (done.succeeded() ? " after" : " failed")));
        };
  }

  // F94
  @ParameterizedTest
  @EnumSource
  void seesTheEventInOrderAndTheResultInReverse(EngineUnderTest engine) throws Exception {
    List<String> notes = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server).with(noting("a", notes)).with(noting("b", notes)).start()) {
      assertThat(responses(server, 1)).containsExactly("1");
      assertThat(notes).containsExactly("a before", "b before", "b after", "a after");
    }
  }

  // F94: what is thrown further in is a failure like any other further out
  @ParameterizedTest
  @EnumSource
  void showsWhatIsThrownFurtherInAsAFailure(EngineUnderTest engine) throws Exception {
    List<String> notes = new CopyOnWriteArrayList<>();
    Middleware<Body, Reply> throwing =
        next ->
            (event, call) -> {
              throw new IllegalStateException("middleware");
            };
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server)
                .with(noting("a", notes))
                .with(noting("b", notes))
                .with(throwing)
                .start()) {
      String error = server.awaitRequests(RuntimeCall.ERROR, 1, LIMIT).get(0).text();
      assertThat(new JsonObject(error).getString("errorMessage")).isEqualTo("middleware");
      assertThat(notes).containsExactly("a before", "b before", "b failed", "a failed");
    }
  }

  // F94
  @ParameterizedTest
  @EnumSource
  void turnsFailureIntoResultAndResultIntoFailure(EngineUnderTest engine) throws Exception {
    Middleware<Body, Reply> repairing =
        next -> (event, call) -> next.handle(event, call).recover(e -> echo(event, call));
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(engine, server)
                .with(repairing)
                .handler(
                    (event, call) -> {
                      throw new IllegalStateException("thrown, not failed");
                    })
                .start()) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
    }
    Middleware<Body, Reply> spoiling =
        next ->
            (event, call) ->
                next.handle(event, call)
                    .map(
                        reply -> {
                          throw new IllegalStateException("after");
                        });
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client = Client.of(engine, server).with(spoiling).start()) {
      String error = server.awaitRequests(RuntimeCall.ERROR, 1, LIMIT).get(0).text();
      assertThat(new JsonObject(error).getString("errorMessage")).isEqualTo("after");
    }
  }

  private static Future<Reply> echo(Body event, Invocation call) {
    try {
      return Client.ECHO.handle(event, call);
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  // F94: nothing that comes after the answer changes it
  @ParameterizedTest
  @EnumSource
  void servesOnWhateverAnObserverThrows(EngineUnderTest engine) throws Exception {
    List<Stage> stages = new CopyOnWriteArrayList<>();
    Observer throwing =
        (stage, call, ticks) -> {
          stages.add(stage);
          throw new AssertionError("observer");
        };
    List<Stage> others = new CopyOnWriteArrayList<>();
    CountDownLatch untilThirdPoll = new CountDownLatch(16);
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(engine, server)
                .observe(throwing)
                .observe(
                    (stage, call, ticks) -> {
                      others.add(stage);
                      untilThirdPoll.countDown();
                    })
                .start()) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
      assertThat(untilThirdPoll.await(20, TimeUnit.SECONDS)).isTrue();
      Client.await(client.nextloop.stop());
      Stage[] first = {
        Stage.STARTED,
        Stage.POLL,
        Stage.POLLED,
        Stage.DECODED,
        Stage.HANDLED,
        Stage.ENCODED,
        Stage.ANSWERED,
        Stage.POSTED
      };
      assertThat(others).startsWith(first).endsWith(Stage.POLL, Stage.STOPPED).hasSize(17);
      assertThat(stages).isEqualTo(others);
      assertThat(client.host.log()).singleElement().asString().contains("observer");
    }
  }
}
