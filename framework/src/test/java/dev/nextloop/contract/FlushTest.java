package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.count;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.Flush;
import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.spi.Body;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent behind the answer and before the next poll. */
@Execution(ExecutionMode.CONCURRENT)
class FlushTest {

  /** A flush that is due for every answer, and is over when the test says so. */
  private static final class Held implements Flush {
    final BlockingQueue<Promise<Void>> begun = new LinkedBlockingQueue<>();

    @Override
    public boolean isDue(Invocation invocation) {
      return true;
    }

    @Override
    public Future<Void> flush(Invocation invocation) {
      Promise<Void> done = Promise.promise();
      if (invocation == null) {
        done.complete();
      } else {
        begun.add(done);
      }
      return done.future();
    }

    Promise<Void> await() throws InterruptedException {
      return begun.poll(20, TimeUnit.SECONDS);
    }
  }

  /** One of which is due what the test says. */
  private record Noting(List<String> notes, boolean due) implements Flush {
    @Override
    public boolean isDue(Invocation invocation) {
      return due;
    }

    @Override
    public Future<Void> flush(Invocation invocation) {
      notes.add(invocation == null ? "last" : "flush " + invocation.requestId());
      return Future.succeededFuture();
    }
  }

  private static NextloopOptions budget(Duration budget) {
    return NextloopOptions.defaults().withFlushBudget(budget);
  }

  @ParameterizedTest
  @EnumSource
  void theAnswerIsSentFirstAndTheNextPollWaitsForTheFlush(EngineUnderTest engine) throws Exception {
    Held flush = new Held();
    List<Stage> stages = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(engine, server)
                .options(budget(Duration.ofSeconds(60)))
                .observe((stage, call, ticks) -> stages.add(stage))
                .flush(flush)
                .start()) {
      for (int answer = 1; answer <= 2; answer++) {
        Promise<Void> first = flush.await();
        assertThat(responses(server, answer)).hasSize(answer);
        assertThat(count(server, RuntimeCall.NEXT)).isEqualTo(answer);
        first.complete();
        server.awaitRequests(RuntimeCall.NEXT, answer + 1, LIMIT);
      }
      assertThat(stages)
          .containsSubsequence(Stage.ANSWERED, Stage.FLUSHED, Stage.POLL, Stage.POLLED)
          .containsSubsequence(Stage.ANSWERED, Stage.POSTED, Stage.POLL, Stage.POLLED);
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamIsFlushedForBehindItsLastByte(EngineUnderTest engine) throws Exception {
    Held flush = new Held();
    EventHandler<Body, Reply> streaming =
        (event, call) ->
            Future.succeededFuture(
                new Reply.Stream(
                    "text/plain",
                    sink -> {
                      sink.write(ByteBuffer.wrap(Replies.text("streamed")));
                      sink.end();
                    }));
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server)
                .options(budget(Duration.ofSeconds(60)))
                .handler(streaming)
                .flush(flush)
                .start()) {
      Promise<Void> begun = flush.await();
      assertThat(responses(server, 1)).containsExactly("streamed");
      assertThat(count(server, RuntimeCall.NEXT)).isEqualTo(1);
      begun.complete();
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotDueHoldsNothingBack(EngineUnderTest engine) throws Exception {
    List<String> notes = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client = Client.of(engine, server).flush(new Noting(notes, false)).start()) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
      server.awaitRequests(RuntimeCall.NEXT, 3, LIMIT);
      assertThat(notes).isEmpty();
      Client.await(client.nextloop.stop());
      assertThat(notes).containsExactly("last");
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatHangsIsLeftBehindWhenItsTimeIsUp(EngineUnderTest engine) throws Exception {
    Held flush = new Held();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(engine, server).options(budget(Duration.ofMillis(20))).flush(flush).start()) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
      server.awaitRequests(RuntimeCall.NEXT, 3, LIMIT);
      // What comes of the first one now is no part of any later answer.
      flush.await().complete();
      assertThat(client.host.log())
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).contains("1 of 1 flushes took longer"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noFlushGoesOnBeyondTheDeadline(EngineUnderTest engine) throws Exception {
    Held flush = new Held();
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 1_500, "1");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .options(budget(Duration.ofMinutes(10)))
                .flush(flush)
                .start()) {
      assertThat(responses(server, 1)).containsExactly("1");
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatThrowsOrFailsIsLoggedOnceAndCalledOn(EngineUnderTest engine) throws Exception {
    List<String> notes = new CopyOnWriteArrayList<>();
    Flush failing =
        new Flush() {
          @Override
          public boolean isDue(Invocation invocation) {
            return true;
          }

          @Override
          public Future<Void> flush(Invocation invocation) {
            return Future.failedFuture("the exporter is down");
          }
        };
    Flush throwing =
        new Flush() {
          @Override
          public boolean isDue(Invocation invocation) {
            throw new IllegalStateException("thrown");
          }

          @Override
          public Future<Void> flush(Invocation invocation) {
            return null;
          }
        };
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2", "3"));
        Client client =
            Client.of(engine, server)
                .flush(failing)
                .flush(throwing)
                .flush(new Noting(notes, true))
                .start()) {
      assertThat(responses(server, 3)).containsExactly("1", "2", "3");
      server.awaitRequests(RuntimeCall.NEXT, 4, LIMIT);
      assertThat(notes).hasSize(3);
      assertThat(client.host.log())
          .hasSize(2)
          .anySatisfy(line -> assertThat(line).contains("fails, said once", "exporter is down"))
          .anySatisfy(line -> assertThat(line).contains("throws, said once", "thrown"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingIsFrozenOnlyTheLastFlushIsMade(EngineUnderTest engine) throws Exception {
    List<String> notes = new CopyOnWriteArrayList<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(engine, server)
                .options(NextloopOptions.defaults().withConcurrent(true).withLanes(2))
                .flush(new Noting(notes, true))
                .start()) {
      responses(server, 2);
      Client.await(client.nextloop.stop());
      assertThat(notes).containsExactly("last");
    }
  }

  @ParameterizedTest
  @EnumSource
  void isMadeForTheLastAnswerOfAClientThatStops(EngineUnderTest engine) throws Exception {
    List<String> notes = new CopyOnWriteArrayList<>();
    BlockingQueue<Promise<byte[]>> running = new LinkedBlockingQueue<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) -> {
                      Promise<byte[]> result = Promise.promise();
                      running.add(result);
                      return result.future();
                    })
                .flush(new Noting(notes, true))
                .start()) {
      Promise<byte[]> result = running.poll(20, TimeUnit.SECONDS);
      Future<Void> stopped = client.nextloop.stop(Duration.ofSeconds(20));
      result.complete(new byte[] {'1'});
      Client.await(stopped);
      assertThat(responses(server, 1)).containsExactly("1");
      assertThat(notes).containsExactly("flush " + RuntimeApiScript.id(1), "last");
    }
  }
}
