package dev.nextloop.contract;

import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.error;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.FakeHost;
import dev.nextloop.Invocation;
import dev.nextloop.Middleware;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Middleware whose own failures are not the invocation's. */
@Execution(ExecutionMode.CONCURRENT)
class OptionalMiddlewareTest {

  private static Middleware<Body, Reply> failing(String where) {
    return next ->
        switch (where) {
          case "before" ->
              (event, call) -> {
                throw new IllegalStateException("its own");
              };
          case "instead" -> (event, call) -> Future.failedFuture("its own");
          case "null" -> (event, call) -> null;
          case "behind" ->
              (event, call) -> {
                next.handle(event, call);
                throw new IllegalStateException("its own");
              };
          default ->
              (event, call) ->
                  next.handle(event, call).compose(reply -> Future.failedFuture("its own"));
        };
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "instead", "null", "behind", "after"})
  void leaveTheHandlersOwnResultAndCallItOnce(String where) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    EventHandler<byte[], byte[]> counting =
        (event, call) -> {
          calls.incrementAndGet();
          return Future.succeededFuture(event);
        };
    FakeHost host = new FakeHost();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(EngineUnderTest.DIRECT, server, host)
                .with(Middleware.optional(failing(where), host::log))
                .bytesHandler(counting)
                .start()) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
      assertThat(calls).hasValue(2);
      assertThat(client.host.log())
          .singleElement()
          .asString()
          .startsWith("nextloop: middleware ")
          .contains("fails, said once: ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void leaveTheHandlersOwnFailureToItsCaller(EngineUnderTest engine) throws Exception {
    FakeHost host = new FakeHost();
    EventHandler<byte[], byte[]> failing =
        (event, call) -> {
          throw new IllegalArgumentException("the handler's");
        };
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server, host)
                .with(
                    Middleware.optional(
                        next -> (event, call) -> next.handle(event, call), host::log))
                .bytesHandler(failing)
                .start()) {
      assertThat(error(server).text()).contains("the handler's");
      assertThat(client.host.log()).isEmpty();
    }
  }

  private static Future<Reply> echo(Body event, Invocation call) {
    try {
      return Client.ECHO.handle(event, call);
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void countWhereTheyAnswerThemselves(EngineUnderTest engine) throws Exception {
    FakeHost host = new FakeHost();
    List<String> built = new CopyOnWriteArrayList<>();
    Middleware<Body, Reply> repairing =
        next -> {
          built.add("once");
          return (event, call) -> next.handle(event, call).recover(e -> echo(event, call));
        };
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(engine, server, host)
                .with(Middleware.optional(repairing, host::log))
                .bytesHandler((event, call) -> Future.failedFuture("repaired"))
                .start()) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
      assertThat(client.host.log()).isEmpty();
      assertThat(built).hasSize(1);
    }
  }
}
