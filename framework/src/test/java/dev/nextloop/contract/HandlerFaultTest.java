package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a function does, its invocation gets exactly one answer and the next one is served. */
@Execution(ExecutionMode.CONCURRENT)
class HandlerFaultTest {
  private static final String TYPE = "Lambda-Runtime-Function-Error-Type";

  /** Fails on the first event, echoes the others. */
  private static RecordedRequest errorOf(EngineUnderTest engine, EventHandler<Body, Reply> failing)
      throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1", "next"));
        Client client =
            Client.of(engine, server)
                .handler(
                    (event, call) ->
                        call.requestId().equals(RuntimeApiScript.id(1))
                            ? failing.handle(event, call)
                            : Client.ECHO.handle(event, call))
                .start()) {
      assertThat(responses(server, 1)).containsExactly("next");
      assertThat(server.requests(RuntimeCall.ERROR)).hasSize(1);
      RecordedRequest error = server.requests(RuntimeCall.ERROR).get(0);
      assertThat(RuntimeCall.requestId(error)).isEqualTo(RuntimeApiScript.id(1));
      assertThat(error.header("Content-Type")).isEqualTo("application/json");
      return error;
    }
  }

  static Stream<Arguments> failures() {
    return PollFaultTest.onEveryEngine(
        List.of(
            List.of(new IllegalStateException("no"), "Runtime.UserException"),
            List.of(new Exception("checked"), "Runtime.UserException"),
            List.of(new FunctionError("Function.Mine", "declared"), "Function.Mine"),
            List.of(new NoClassDefFoundError("gone/Away"), "Runtime.UserException"),
            List.of(new ExceptionInInitializerError("late"), "Runtime.UserException"),
            List.of(new AssertionError("wrong"), "Runtime.UserException")));
  }

  // F80, F81, F89
  @ParameterizedTest
  @MethodSource("failures")
  void postsAnErrorForWhatIsThrownOrFailed(EngineUnderTest engine, Throwable failure, String type)
      throws Exception {
    RecordedRequest thrown =
        errorOf(
            engine,
            (event, call) -> {
              if (failure instanceof Error error) {
                throw error;
              }
              throw (Exception) failure;
            });
    RecordedRequest failed = errorOf(engine, (event, call) -> Future.failedFuture(failure));
    for (RecordedRequest error : List.of(thrown, failed)) {
      assertThat(error.header(TYPE)).isEqualTo(type);
      JsonObject document = new JsonObject(error.text());
      assertThat(document.getString("errorMessage")).isEqualTo(failure.getMessage());
      String bodyType =
          failure instanceof FunctionError f ? f.type() : failure.getClass().getName();
      assertThat(document.getString("errorType")).isEqualTo(bodyType);
    }
  }

  // F81
  @ParameterizedTest
  @EnumSource
  void postsAnErrorForNothingWhereSomethingIsDue(EngineUnderTest engine) throws Exception {
    assertThat(errorOf(engine, (event, call) -> null).header(TYPE))
        .isEqualTo("Runtime.HandlerReturnedNull");
    assertThat(errorOf(engine, (event, call) -> Future.succeededFuture()).header(TYPE))
        .isEqualTo("Runtime.HandlerReturnedNull");
  }

  // F70
  @ParameterizedTest
  @EnumSource
  void letsNoMessageOrTypeBecomeAHeaderLine(EngineUnderTest engine) throws Exception {
    String evil = "a\r\nX-Injected: 1\r\n\r\n\u007f\u0000\ud83d\ude00" + "x".repeat(1 << 20);
    RecordedRequest error =
        errorOf(engine, (event, call) -> Future.failedFuture(new FunctionError(evil, evil)));
    assertThat(error.headers().all("X-Injected")).isEmpty();
    assertThat(error.header(TYPE)).hasSizeLessThanOrEqualTo(256).matches("[A-Za-z0-9_.$-]+");
    assertThat(new String(error.rawHead(), StandardCharsets.ISO_8859_1))
        .doesNotContain("\u007f", "\u0000");
    String message = new JsonObject(error.text()).getString("errorMessage");
    assertThat(message).startsWith("a\r\nX-Injected: 1\r\n\r\n\u007f\u0000\ud83d\ude00xxx");
    assertThat(error.body()).hasSizeLessThan(3 << 20);
  }

  /** Its own methods throw, even what is no exception. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new AssertionError("no message either");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
      throw new AssertionError();
    }
  }

  // F80 (cycle of causes), F90
  @ParameterizedTest
  @EnumSource
  void postsAnErrorEvenForAThrowableThatIsBroken(EngineUnderTest engine) throws Exception {
    RecordedRequest broken = errorOf(engine, (event, call) -> Future.failedFuture(new Broken()));
    JsonObject document = new JsonObject(broken.text());
    assertThat(document.getString("errorMessage")).isEqualTo("error details unavailable");
    assertThat(document.getString("errorType")).isEqualTo(Broken.class.getName());

    RuntimeException tail = new RuntimeException("tail");
    RuntimeException head = new RuntimeException("head", tail);
    tail.initCause(head);
    tail.addSuppressed(head);
    RecordedRequest cyclic = errorOf(engine, (event, call) -> Future.failedFuture(head));
    assertThat(new JsonObject(cyclic.text()).getString("errorMessage")).isEqualTo("head");
    assertThat(
            new JsonObject(cyclic.header("Lambda-Runtime-Function-XRay-Error-Cause"))
                .getJsonArray("exceptions"))
        .hasSize(2);
  }

  // F83, F84
  @ParameterizedTest
  @EnumSource
  void answersOnceHoweverManyThreadsCompleteTheResult(EngineUnderTest engine) throws Exception {
    int events = 20;
    RuntimeApiScript api = api("0".repeat(events).split(""));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .bytesHandler((event, call) -> completedByManyThreads(event))
                .start()) {
      server.awaitRequests(RuntimeCall.NEXT, events + 1, LIMIT);
      assertThat(responses(server, events)).hasSize(events).containsOnly("0");
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
      assertThat(client.host.log()).isEmpty();
    }
  }

  private static Future<byte[]> completedByManyThreads(byte[] event) {
    Promise<byte[]> result = Promise.promise();
    CountDownLatch go = new CountDownLatch(1);
    for (int thread = 0; thread < 5; thread++) {
      new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int i = 0; i < 10; i++) {
                  result.tryComplete(event);
                  result.tryFail("too late");
                }
              })
          .start();
    }
    go.countDown();
    return result.future();
  }

  // F62
  @ParameterizedTest
  @EnumSource
  void postsAnErrorForAResponseOverItsOwnBound(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("12345", "123456"));
        Client client =
            Client.of(engine, server)
                .options(NextloopOptions.defaults().withMaxResponseBytes(5))
                .start()) {
      RecordedRequest error = server.awaitRequests(RuntimeCall.ERROR, 1, LIMIT).get(0);
      assertThat(error.header(TYPE)).isEqualTo("Function.ResponseSizeTooLarge");
      assertThat(new JsonObject(error.text()).getString("errorMessage"))
          .isEqualTo(
              "Response payload size (6 bytes) exceeded maximum allowed payload size (5 bytes).");
      assertThat(responses(server, 1)).containsExactly("12345");
    }
  }

  // F87, F88: also when it comes through the future
  @ParameterizedTest
  @EnumSource
  void endsAfterTheErrorOfAJvmThatIsNotToBeTrusted(EngineUnderTest engine) throws Exception {
    List<VirtualMachineError> errors =
        List.of(new OutOfMemoryError("heap"), new StackOverflowError(), new InternalError("vm"));
    for (VirtualMachineError error : errors) {
      try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
          Client client =
              Client.of(engine, server)
                  .handler(
                      (event, call) -> {
                        throw error;
                      })
                  .start()) {
        assertThat(client.awaitFailure().exitCode()).isEqualTo(75);
        server.awaitOpenConnections(0, LIMIT);
        assertThat(server.requests()).hasSize(2);
        assertThat(
                new JsonObject(server.requests(RuntimeCall.ERROR).get(0).text())
                    .getString("errorType"))
            .isEqualTo(error.getClass().getName());
      }
    }
  }

  // F33
  @ParameterizedTest
  @EnumSource
  void failsOnABadContextOnlyWhenItIsRead(EngineUnderTest engine) throws Exception {
    for (String name : List.of("Client-Context", "Cognito-Identity")) {
      String bad = "Lambda-Runtime-" + name + ": {\"custom\": [";
      RuntimeApiScript api = api().offer(event(1, "read", bad)).offer(event(2, "leave", bad));
      try (ScriptedServer server = ScriptedServer.serving(api);
          Client client =
              Client.of(engine, server)
                  .bytesHandler(
                      (event, call) -> {
                        if (call.requestId().equals(RuntimeApiScript.id(1))) {
                          assertThat(call.clientContext()).isEmpty();
                          assertThat(call.cognitoIdentity()).isEmpty();
                        }
                        return Future.succeededFuture(event);
                      })
                  .start()) {
        assertThat(responses(server, 1)).containsExactly("leave");
        assertThat(server.requests(RuntimeCall.ERROR).get(0).header(TYPE))
            .isEqualTo("Runtime.LambdaContextUnmarshalError");
      }
    }
  }

  // F34
  @ParameterizedTest
  @EnumSource
  void showsNoTraceOfTheEventBefore(EngineUnderTest engine) throws Exception {
    String name = "Lambda-Runtime-Trace-Id: ";
    String good = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    RuntimeApiScript api =
        api()
            .offer(event(1, "", name + good))
            .offer(event(2, ""))
            .offer(event(3, "", name + "Root=none"));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) ->
                        Future.succeededFuture(
                            call.trace()
                                .map(t -> t.value())
                                .orElse("none")
                                .getBytes(StandardCharsets.UTF_8)))
                .start()) {
      assertThat(responses(server, 3)).containsExactly(good, "none", "none");
    }
  }
}
