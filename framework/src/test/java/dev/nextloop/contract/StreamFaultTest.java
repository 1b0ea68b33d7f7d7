package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.StreamTest.next;
import static dev.nextloop.contract.StreamTest.serving;
import static dev.nextloop.contract.StreamTest.streaming;
import static dev.nextloop.contract.StreamTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.internal.loop.ClientFailure;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.ByteSource;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streamed replies when the source, the deadline, the Runtime API or the network ends them. */
@Execution(ExecutionMode.CONCURRENT)
class StreamFaultTest {
  private static final byte[] PIECE = new byte[64 << 10];

  /** Writes whenever there is room, for ever. */
  private static final class Endless implements ByteSource {
    final CompletableFuture<ByteSink> sink = new CompletableFuture<>();
    final AtomicLong written = new AtomicLong();

    @Override
    public void start(ByteSink given) {
      sink.complete(given);
      goOn();
    }

    private void goOn() {
      ByteSink given = sink.join();
      boolean full;
      do {
        written.addAndGet(PIECE.length);
        full = given.write(ByteBuffer.wrap(PIECE));
      } while (!full);
      given.onDrain(this::goOn);
    }

    Throwable awaitFailure() throws Exception {
      return Client.failureOf(sink.get(20, TimeUnit.SECONDS).closed());
    }
  }

  // F102, F104
  @ParameterizedTest
  @EnumSource
  void goesOnWithoutAnotherTryWhenItsStreamBreaks(EngineUnderTest engine) throws Exception {
    Script begun = Script.script().readHead().readChunk();
    List<Script> faults =
        List.of(
            begun.rst(),
            begun.close(),
            begun.fin().drain(),
            begun.send("no HTTP at all\r\n\r\n").drain(),
            begun.send(Replies.status(503)).drain());
    for (Script fault : faults) {
      Endless source = new Endless();
      CompletableFuture<Void> cancelled = new CompletableFuture<>();
      EventHandler<Body, Reply> handler = streaming(source);
      try (ScriptedServer server = serving(fault, next());
          Client client =
              Client.of(engine, server)
                  .handler(
                      (event, call) -> {
                        call.cancelled().onComplete(signal -> cancelled.complete(null));
                        return handler.handle(event, call);
                      })
                  .start()) {
        server.awaitRequests(post -> post.text().equals("2"), 1, LIMIT);
        assertThat(source.awaitFailure()).isNotNull();
        cancelled.get(20, TimeUnit.SECONDS);
        assertThat(source.sink.join().isFull()).isTrue();
        assertThat(source.sink.join().write(text("x"))).isTrue();
        assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
        assertThat(server.requests(RuntimeCall.RESPONSE)).hasSize(2);
        assertThat(client.host.log())
            .singleElement()
            .asString()
            .contains(RuntimeApiScript.id(1), "stream broke", "going on");
      }
    }
  }

  // F104
  @ParameterizedTest
  @EnumSource
  void stopsWritingWhenItIsRefusedEarly(EngineUnderTest engine) throws Exception {
    for (int status : new int[] {400, 403, 410, 413}) {
      Endless source = new Endless();
      Script refusing = Script.script().readHead().readChunk().send(Replies.status(status)).drain();
      try (ScriptedServer server = serving(refusing, next());
          Client client = Client.of(engine, server).handler(streaming(source)).start()) {
        assertThat(source.awaitFailure()).hasMessageContaining(String.valueOf(status));
        server.awaitRequests(post -> post.text().equals("2"), 1, LIMIT);
        assertThat(server.requests(RuntimeCall.RESPONSE)).hasSize(2);
        assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
        assertThat(client.host.log()).singleElement().asString().contains("going on");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWhenTheServerFailsForGood(EngineUnderTest engine) throws Exception {
    Script failing = Script.script().readRequest().send(Replies.status(500));
    try (ScriptedServer server = serving(failing, next());
        Client client = Client.of(engine, server).handler(streaming(ByteSink::end)).start()) {
      assertThat(client.awaitFailure().exitCode()).isEqualTo(70);
      server.awaitOpenConnections(0, LIMIT);
    }
  }

  /** The event 1 with a deadline that counts from its poll on, and the event 2. */
  private static RuntimeApiScript due(Duration time) {
    Script first =
        Script.script()
            .reply(
                poll ->
                    Replies.event(
                        RuntimeApiScript.id(1),
                        System.currentTimeMillis() + time.toMillis(),
                        Replies.text("1")));
    RuntimeApiScript api = RuntimeApiScript.serving(0).onCall(RuntimeCall.NEXT, 1, first);
    return api.offer(Events.event(2, "2"));
  }

  // F105, F82
  @ParameterizedTest
  @EnumSource
  void cutsAStreamAtItsDeadline(EngineUnderTest engine) throws Exception {
    for (Duration margin : List.of(Duration.ZERO, Duration.ofMillis(200))) {
      CompletableFuture<ByteSink> given = new CompletableFuture<>();
      CompletableFuture<Invocation> cancelled = new CompletableFuture<>();
      try (ScriptedServer server = ScriptedServer.serving(due(Duration.ofMillis(500)));
          Client client =
              Client.of(engine, server)
                  .margin(margin)
                  .handler(
                      (event, call) -> {
                        call.cancelled().onComplete(signal -> cancelled.complete(call));
                        return streaming(
                                sink -> {
                                  sink.write(text("begun"));
                                  given.complete(sink);
                                })
                            .handle(event, call);
                      })
                  .start()) {
        List<RecordedRequest> posts = server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
        assertThat(posts.get(0).text()).isEqualTo("begun");
        assertThat(posts.get(0).trailers().first("Lambda-Runtime-Function-Error-Type"))
            .contains("Runtime.HandlerTimeout");
        assertThat(posts.get(1).text()).isEqualTo("2");
        assertThat(cancelled.get(20, TimeUnit.SECONDS).requestId())
            .isEqualTo(RuntimeApiScript.id(1));
        assertThat(Client.failureOf(given.join().closed())).hasMessageContaining("cut off");
        assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
        assertThat(client.host.log()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void cutsAStreamThatNobodyReadsAtItsDeadline(EngineUnderTest engine) throws Exception {
    Endless source = new Endless();
    Script deaf = Script.script().readHead().readChunk().stall();
    Script lane =
        Script.script()
            .reply(
                none ->
                    Replies.event(
                        RuntimeApiScript.id(1),
                        System.currentTimeMillis() + 500,
                        Replies.text("1")));
    RuntimeApiScript api = next();
    try (ScriptedServer server =
            ScriptedServer.playing(
                    Script.script().readRequest().then(lane).then(api.script()), deaf)
                .otherwise(api.script())
                .start();
        Client client = Client.of(engine, server).handler(streaming(source)).start()) {
      server.awaitRequests(post -> post.text().equals("2"), 1, LIMIT);
      assertThat(source.awaitFailure()).hasMessageContaining("cut off");
      assertThat(client.host.log()).singleElement().asString().contains("took no trailers");
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersAsEverAtTheDeadlineWhenNothingWasStreamed(EngineUnderTest engine) throws Exception {
    for (Duration margin : List.of(Duration.ZERO, Duration.ofMillis(200))) {
      CompletableFuture<ByteSink> given = new CompletableFuture<>();
      try (ScriptedServer server = ScriptedServer.serving(due(Duration.ofMillis(500)));
          Client client =
              Client.of(engine, server)
                  .margin(margin)
                  .handler(streaming(given::complete))
                  .start()) {
        assertThat(Events.responses(server, 1)).containsExactly("2");
        List<RecordedRequest> errors = server.requests(RuntimeCall.ERROR);
        assertThat(errors).hasSize(margin.isZero() ? 0 : 1);
        assertThat(errors)
            .allSatisfy(error -> assertThat(error.text()).contains("Runtime.HandlerTimeout"));
        assertThat(Client.failureOf(given.join().closed())).hasMessageContaining("cut off");
        assertThat(client.host.log()).hasSize(margin.isZero() ? 1 : 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void finishesItsStreamWhenItIsStopped(EngineUnderTest engine) throws Exception {
    CompletableFuture<ByteSink> given = new CompletableFuture<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client = Client.of(engine, server).handler(streaming(given::complete)).start()) {
      ByteSink sink = given.get(20, TimeUnit.SECONDS);
      sink.write(text("first"));
      Future<Void> closed = client.nextloop.stop(Duration.ofSeconds(30));
      sink.write(text(" and last"));
      sink.end();
      Client.await(closed);
      assertThat(Events.responses(server, 1)).containsExactly("first and last");
      assertThat(Events.count(server, RuntimeCall.NEXT)).isEqualTo(1);
      server.awaitOpenConnections(0, LIMIT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closesTheConnectionOfAStreamThatOutlivesTheStop(EngineUnderTest engine) throws Exception {
    CompletableFuture<ByteSink> given = new CompletableFuture<>();
    Script open = Script.script().readHead().readChunk().drain();
    try (ScriptedServer server = serving(open, api());
        Client client = Client.of(engine, server).handler(streaming(given::complete)).start()) {
      ByteSink sink = given.get(20, TimeUnit.SECONDS);
      sink.write(text("first"));
      server.awaitConnections(2, LIMIT);
      Throwable failure = Client.failureOf(client.nextloop.stop(Duration.ofMillis(50)));
      assertThat(((ClientFailure) failure).exitCode()).isEqualTo(143);
      assertThat(Client.failureOf(sink.closed())).hasMessageContaining("stopped");
      server.awaitOpenConnections(0, LIMIT);
    }
  }

  // F103
  @ParameterizedTest
  @EnumSource
  void pausesASourceThatIsFasterThanItsReader(EngineUnderTest engine) throws Exception {
    Endless source = new Endless();
    Script slow = Script.script().readHead().readChunk().pause(Duration.ofMillis(500)).close();
    try (ScriptedServer server = serving(slow, next());
        Client client = Client.of(engine, server).handler(streaming(source)).start()) {
      server.awaitRequests(post -> post.text().equals("2"), 1, LIMIT);
      // What the two systems' socket buffers took is most of it.
      assertThat(source.written).hasValueLessThan(32 << 20);
      assertThat(client.host.log()).hasSize(1);
    }
  }
}
