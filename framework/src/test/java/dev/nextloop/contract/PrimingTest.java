package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.FakeHost;
import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Priming;
import dev.nextloop.Reply;
import dev.nextloop.internal.loop.ClientFailure;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.ByteSource;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sample events before a snapshot. */
@Execution(ExecutionMode.CONCURRENT)
class PrimingTest {
  @TempDir Path task;
  private final FakeHost host = new FakeHost().with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
  private NextloopOptions options = NextloopOptions.defaults();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  private PrimingTest sample(String name, String event) throws IOException {
    Files.createDirectories(task.resolve("samples"));
    Files.writeString(task.resolve("samples").resolve(name), event);
    host.with("LAMBDA_TASK_ROOT", task.toString()).with("NEXTLOOP_PRIME", "samples");
    return this;
  }

  /** Serves one event behind the samples, and nothing of the samples reaches the wire. */
  private void serve(EngineUnderTest engine, EventHandler<Body, Reply> handler) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("real"));
        Client client = Client.of(engine, server, host).options(options).handler(handler).start()) {
      assertThat(responses(server, 1)).containsExactly("real");
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      assertThat(server.requests())
          .extracting(RuntimeCall::of)
          .containsExactly(
              RuntimeCall.RESTORE_NEXT, RuntimeCall.NEXT, RuntimeCall.RESPONSE, RuntimeCall.NEXT);
      assertThat(client.engine).isNotNull();
    }
  }

  private EventHandler<Body, Reply> seeing(EventHandler<byte[], byte[]> handler) {
    return Client.bytes(
        (event, invocation) -> {
          String text = new String(event, StandardCharsets.UTF_8);
          seen.add((Priming.of(invocation) ? "sample " : "event ") + text);
          return handler.handle(event, invocation);
        });
  }

  private static Future<byte[]> echo(byte[] event, Invocation invocation) {
    return Future.succeededFuture(event);
  }

  @ParameterizedTest
  @EnumSource
  void runsEachFileInTheOrderOfTheirNamesBeforeTheSnapshot(EngineUnderTest engine)
      throws Exception {
    sample("b.json", "2").sample("a.json", "1").sample("notes.txt", "no");
    serve(engine, seeing(PrimingTest::echo));
    assertThat(seen).containsExactly("sample 1", "sample 2", "event real");
    assertThat(host.log()).isEmpty();
  }

  @Test
  void runsOneFileWhereOneIsNamed() throws Exception {
    sample("a.json", "1").sample("b.json", "2");
    host.with("NEXTLOOP_PRIME", task.resolve("samples/b.json").toString());
    serve(EngineUnderTest.DIRECT, seeing(PrimingTest::echo));
    assertThat(seen).containsExactly("sample 2", "event real");
  }

  @Test
  void runsNothingWhereNothingIsAsked() throws Exception {
    serve(EngineUnderTest.DIRECT, seeing(PrimingTest::echo));
    assertThat(seen).containsExactly("event real");
  }

  @Test
  void marksASampleForEveryKindOfHandler() throws Exception {
    sample("a.json", "1");
    host.with("AWS_REGION", "eu-west-1").with("AWS_LAMBDA_FUNCTION_NAME", "shop");
    EventHandler<byte[], byte[]> looking =
        (event, invocation) -> {
          if (Priming.of(invocation)) {
            assertThat(UUID.fromString(invocation.requestId()))
                .hasToString(Priming.REQUEST_ID_PREFIX + "000000000001");
            assertThat(invocation.clientContext().orElseThrow().custom())
                .containsEntry(Priming.MARK, "true");
            assertThat(invocation.functionArn())
                .hasValue("arn:aws:lambda:eu-west-1:000000000000:function:shop");
            assertThat(invocation.trace().orElseThrow().sampled()).isFalse();
            assertThat(invocation.remaining().toSeconds()).isBetween(200L, 300L);
          }
          return Future.succeededFuture(event);
        };
    serve(EngineUnderTest.DIRECT, seeing(looking));
    assertThat(seen).hasSize(2);
    assertThat(host.log()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void primesHandlersThatBlock(EngineUnderTest engine) throws Exception {
    sample("a.json", "1");
    List<Boolean> onLoop = new CopyOnWriteArrayList<>();
    serve(
        engine,
        seeing(
            (event, invocation) ->
                invocation.blocking(
                    () -> {
                      onLoop.add(Thread.currentThread().getName().equals("nextloop-direct"));
                      return event;
                    })));
    assertThat(onLoop).containsExactly(false, false);
  }

  @Test
  void primesHandlersThatStream() throws Exception {
    sample("a.json", "sample");
    List<ByteSink> ended = new CopyOnWriteArrayList<>();
    EventHandler<Body, Reply> streaming =
        (event, invocation) -> {
          ByteBuffer bytes = ((Body.Whole) event).bytes();
          byte[] copy = new byte[bytes.remaining()];
          bytes.duplicate().get(copy);
          return Future.succeededFuture(
              new Reply.Stream(
                  "text/plain",
                  sink -> {
                    sink.write(ByteBuffer.wrap(copy));
                    sink.onDrain(sink::end);
                    sink.closed().onSuccess(any -> ended.add(sink));
                  }));
        };
    serve(EngineUnderTest.DIRECT, streaming);
    assertThat(ended).isNotEmpty();
  }

  /** Streams a sample's answer one way, and echoes events. */
  private static EventHandler<Body, Reply> streamingSamples(ByteSource source) {
    EventHandler<Body, Reply> echo = Client.ECHO;
    return (event, invocation) ->
        Priming.of(invocation)
            ? Future.succeededFuture(new Reply.Stream("text/plain", source))
            : echo.handle(event, invocation);
  }

  @Test
  void logsAStreamThatFailsMidway() throws Exception {
    sample("a.json", "1");
    serve(
        EngineUnderTest.DIRECT,
        streamingSamples(
            sink -> {
              sink.write(ByteBuffer.wrap(new byte[] {1}));
              throw new IOException("no more pages");
            }));
    assertThat(host.log().get(0)).contains("a.json failed", "no more pages");
  }

  @Test
  void doesNotWaitForAStreamBeyondItsTime() throws Exception {
    sample("a.json", "1");
    options = options.withDefaultTimeout(Duration.ofSeconds(1));
    List<Throwable> told = new CopyOnWriteArrayList<>();
    serve(EngineUnderTest.DIRECT, streamingSamples(sink -> sink.closed().onFailure(told::add)));
    assertThat(told).hasSize(1);
    assertThat(host.log().get(0)).contains("a.json failed", "Runtime.HandlerTimeout");
  }

  @Test
  void logsWhatFailsAndGoesOn() throws Exception {
    sample("a.json", "1").sample("b.json", "2");
    EventHandler<byte[], byte[]> failing =
        (event, invocation) -> {
          if (Priming.of(invocation) && event[0] == '1') {
            throw new IllegalStateException("no such order");
          }
          return Future.succeededFuture(event);
        };
    serve(EngineUnderTest.DIRECT, seeing(failing));
    assertThat(seen).containsExactly("sample 1", "sample 2", "event real");
    assertThat(host.log().get(0)).contains("a.json failed", "no such order");
    assertThat(host.log().get(1)).contains("sample events that failed: 1");
  }

  @Test
  void logsThatThereIsNoSuchFile() throws Exception {
    host.with("LAMBDA_TASK_ROOT", task.toString()).with("NEXTLOOP_PRIME", "none");
    serve(EngineUnderTest.DIRECT, seeing(PrimingTest::echo));
    assertThat(host.log()).singleElement().asString().contains("NEXTLOOP_PRIME", "none", "no file");
  }

  @Test
  void endsTheInitWhereItIsStrict() throws Exception {
    sample("a.json", "1");
    host.with("NEXTLOOP_PRIME_STRICT", "true");
    EventHandler<byte[], byte[]> failing = (event, invocation) -> Future.failedFuture("no");
    try (ScriptedServer server = ScriptedServer.serving(api())) {
      ClientFailure failure =
          Client.of(EngineUnderTest.DIRECT, server, host).handler(seeing(failing)).startFailing();
      assertThat(failure.exitCode()).isEqualTo(64);
      assertThat(failure).hasMessageContaining("sample events that failed: 1");
      assertThat(server.requests())
          .extracting(RuntimeCall::of)
          .containsExactly(RuntimeCall.INIT_ERROR);
    }
  }

  @Test
  void doesNotWaitForASampleBeyondItsTime() throws Exception {
    sample("a.json", "1");
    options = options.withDefaultTimeout(Duration.ofSeconds(1));
    EventHandler<byte[], byte[]> silent =
        (event, invocation) ->
            Priming.of(invocation)
                ? Promise.<byte[]>promise().future()
                : Future.succeededFuture(event);
    serve(EngineUnderTest.DIRECT, seeing(silent));
    assertThat(host.log()).anyMatch(line -> line.contains("no answer before its deadline"));
  }
}
