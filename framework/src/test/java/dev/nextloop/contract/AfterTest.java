package dev.nextloop.contract;

import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waits of an invocation, on its lane's loop. */
@Execution(ExecutionMode.CONCURRENT)
class AfterTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  private static Future<byte[]> wait(Invocation call, Duration delay, Thread loop) {
    long before = call.remaining().toNanos();
    return call.after(
        delay,
        () -> {
          boolean onLoop = Thread.currentThread() == loop;
          boolean waited = before - call.remaining().toNanos() >= delay.toNanos();
          boolean current = call.scope().current() == call;
          return Future.succeededFuture(Replies.text(onLoop + " " + waited + " " + current));
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET", "WEB"})
  void goOnOnTheLoopAndNotTooSoonWhereverTheyBegan(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("loop", "worker", "zero", "turn"));
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) -> {
                      Thread loop = Thread.currentThread();
                      return switch (new String(event, java.nio.charset.StandardCharsets.UTF_8)) {
                        case "loop" -> wait(call, SHORT, loop);
                        case "zero" -> wait(call, Duration.ZERO, loop);
                        case "turn" ->
                            call.blocking(() -> wait(call, Duration.ZERO, loop))
                                .compose(begun -> begun);
                        default ->
                            call.blocking(() -> wait(call, SHORT, loop)).compose(begun -> begun);
                      };
                    })
                .start()) {
      assertThat(responses(server, 4)).containsOnly("true true true");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void failWhenTheInvocationIsGivenUp(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) -> {
                      call.cancelBefore(Duration.ofMinutes(2));
                      return call.after(Duration.ofHours(1))
                          .compose(over -> call.after(Duration.ZERO))
                          .transform(
                              ended ->
                                  Future.succeededFuture(
                                      Replies.text(((FunctionError) ended.cause()).type())));
                    })
                .start()) {
      assertThat(responses(server, 1)).containsExactly("Runtime.HandlerTimeout");
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void failWithWhatFollows(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("thrown", "null"));
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) ->
                        call.after(
                            SHORT,
                            () -> {
                              if (event.length == 4) {
                                return null;
                              }
                              throw new IllegalStateException("what follows");
                            }))
                .start()) {
      assertThat(server.awaitRequests(RuntimeCall.ERROR, 2, Events.LIMIT))
          .anySatisfy(error -> assertThat(error.text()).contains("what follows"))
          .anySatisfy(error -> assertThat(error.text()).contains("returned a null future"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "DIRECT")
  void refuseADelayThatMakesNoSense(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) -> {
                      assertThatThrownBy(() -> call.after(Duration.ofMillis(-1)))
                          .isInstanceOf(IllegalArgumentException.class)
                          .hasMessage("delay is PT-0.001S; it must be 0 to 24 h");
                      return Future.succeededFuture(event);
                    })
                .start()) {
      assertThat(responses(server, 1)).containsExactly("1");
    }
  }
}
