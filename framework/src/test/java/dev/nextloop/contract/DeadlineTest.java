package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FakeHost;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The time that an invocation has, whatever its header and the clocks say. */
@Execution(ExecutionMode.CONCURRENT)
class DeadlineTest {
  private static final String NAME = "Lambda-Runtime-Deadline-Ms: ";
  private static final long DEFAULT_MILLIS = 300_000;

  // F29
  @ParameterizedTest
  @EnumSource
  void countsTheDefaultTimeWhenTheDeadlineMakesNoSense(EngineUnderTest engine) throws Exception {
    long now = System.currentTimeMillis();
    List<String> deadlines =
        List.of("", "-1", "abc", "1e30", "" + now / 1_000, "30000", "0", "9".repeat(40));
    RuntimeApiScript api = api();
    for (String deadline : deadlines) {
      api.offer(withHeader(NAME + deadline));
    }
    api.offer(withHeader("X-No-Deadline: 1"));
    api.offer(withHeader(NAME + (now + 3 * 86_400_000L)));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) ->
                        Future.succeededFuture(Replies.text("" + call.remaining().toMillis())))
                .start()) {
      assertThat(responses(server, deadlines.size() + 2))
          .allSatisfy(
              left ->
                  assertThat(Long.parseLong(left))
                      .isBetween(DEFAULT_MILLIS - 20_000, DEFAULT_MILLIS));
    }
  }

  private static byte[] withHeader(String line) {
    return Replies.raw(
        "HTTP/1.1 200 OK",
        List.of("Lambda-Runtime-Aws-Request-Id: a", line, "Content-Length: 0"),
        new byte[0]);
  }

  // F30, F122: the platform's clock decides, not ours
  @ParameterizedTest
  @EnumSource
  void answersAnEventWhoseDeadlineHasPassedBeforeItCame(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(
            System.currentTimeMillis() - 5_000, List.of(Replies.text("1"), Replies.text("2")));
    List<Boolean> expired = new ArrayList<>();
    BlockingQueue<Promise<byte[]>> running = new LinkedBlockingQueue<>();
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) -> {
                      expired.add(call.expired() && call.remaining().isZero());
                      Promise<byte[]> later = Promise.promise();
                      running.add(later);
                      return later.future();
                    })
                .start()) {
      for (String result : List.of("a", "b")) {
        Promise<byte[]> later = running.poll(20, TimeUnit.SECONDS);
        TimeUnit.MILLISECONDS.sleep(30);
        later.complete(Replies.text(result));
      }
      assertThat(responses(server, 2)).containsExactly("a", "b");
      assertThat(expired).containsExactly(true, true);
    }
  }

  // F121
  @ParameterizedTest
  @EnumSource
  void countsDownAsBeforeWhenTheWallClockJumps(EngineUnderTest engine) throws Exception {
    FakeHost host = new FakeHost();
    BlockingQueue<String> left = new LinkedBlockingQueue<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(engine, server, host)
                .bytesHandler(
                    (event, call) -> {
                      host.jump(3_600_000);
                      left.add("" + call.remaining().toSeconds());
                      host.jump(-7_200_000);
                      left.add("" + call.remaining().toSeconds());
                      host.jump(3_600_000);
                      return Future.succeededFuture(event);
                    })
                .start()) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
      assertThat(left)
          .hasSize(4)
          .allSatisfy(s -> assertThat(Long.parseLong(s)).isBetween(30L, 60L));
    }
  }

  // F121: a jump between two events
  @ParameterizedTest
  @EnumSource
  void firesNoTimerBecauseTheWallClockJumped(EngineUnderTest engine) throws Exception {
    FakeHost host = new FakeHost();
    BlockingQueue<Promise<byte[]>> running = new LinkedBlockingQueue<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server, host)
                .bytesHandler(
                    (event, call) -> {
                      Promise<byte[]> later = Promise.promise();
                      running.add(later);
                      return later.future();
                    })
                .start()) {
      Promise<byte[]> later = running.poll(20, TimeUnit.SECONDS);
      host.jump(3_600_000);
      TimeUnit.MILLISECONDS.sleep(50);
      assertThat(server.requests()).hasSize(1);
      later.complete(new byte[] {'1'});
      assertThat(responses(server, 1)).containsExactly("1");
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
    }
  }

  // F82, F120: on the direct engine, whose timers go by the clock that is injected
  @Test
  void givesUpAtTheThawWhatWasFrozenBeyondItsDeadline() throws Exception {
    FakeHost host = new FakeHost();
    Promise<byte[]> late = Promise.promise();
    BlockingQueue<String> signals = new LinkedBlockingQueue<>();
    BlockingQueue<String> running = new LinkedBlockingQueue<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(EngineUnderTest.DIRECT, server, host)
                .bytesHandler(
                    (event, call) -> {
                      if (event[0] == '2') {
                        return Future.succeededFuture(event);
                      }
                      call.cancelled().onComplete(done -> signals.add("left: " + call.remaining()));
                      running.add("1");
                      return late.future();
                    })
                .start()) {
      assertThat(running.poll(20, TimeUnit.SECONDS)).isEqualTo("1");
      host.freeze(3_600_000);
      client.engine.loop().execute(() -> {});
      assertThat(signals.poll(20, TimeUnit.SECONDS)).isEqualTo("left: PT0S");
      assertThat(responses(server, 1)).containsExactly("2");
      late.complete(new byte[] {'1'});
      server.awaitRequests(RuntimeCall.NEXT, 3, LIMIT);
      assertThat(server.requests(RuntimeCall.RESPONSE)).hasSize(1);
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
    }
  }
}
