package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.responses;
import static dev.nextloop.contract.Events.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.NextloopOptions;
import dev.nextloop.internal.loop.ClientFailure;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The failure rules where the platform runs several invocations in one process. */
@Execution(ExecutionMode.CONCURRENT)
class ConcurrentModeTest {
  private static NextloopOptions lanes(int number) {
    return NextloopOptions.defaults().withLanes(number).withConcurrent(true);
  }

  private static Client.Setup of(EngineUnderTest engine, ScriptedServer server, int lanes) {
    return Client.of(engine, server).options(lanes(lanes));
  }

  private static Script reset() {
    return Script.script().rst();
  }

  // F21, F22, F23 by mode
  @ParameterizedTest
  @CsvSource({
    "DIRECT, 500",
    "DIRECT, 403",
    "DIRECT, 410",
    "SOCKET, 500",
    "SOCKET, 403",
    "WEB, 500",
    "WEB, 403"
  })
  void goesOnAfterAPollThatEndsTheProcessInSequentialMode(EngineUnderTest engine, int status)
      throws Exception {
    RuntimeApiScript api = api("1", "2", "3").onCall(RuntimeCall.NEXT, 1, status(status));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = of(engine, server, 1).start()) {
      assertThat(responses(server, 3)).containsExactly("1", "2", "3");
      assertThat(client.host.log())
          .containsExactly("nextloop: poll refused: HTTP status " + status + "; trying again");
    }
  }

  // F65, F66 by mode
  @ParameterizedTest
  @CsvSource({"DIRECT, 500", "SOCKET, 500", "WEB, 500", "DIRECT, 503", "SOCKET, 503", "WEB, 503"})
  void goesOnAfterAPostThatTheServerCannotTake(EngineUnderTest engine, int status)
      throws Exception {
    RuntimeApiScript api =
        api("1", "2")
            .onCall(RuntimeCall.RESPONSE, 1, status(status))
            .onCall(RuntimeCall.RESPONSE, 2, status == 503 ? status(503) : accepted());
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = of(engine, server, 1).start()) {
      int posts = status == 503 ? 3 : 2;
      assertThat(responses(server, posts)).endsWith("2").startsWith("1");
      assertThat(client.host.log()).singleElement().asString().contains(status + "; going on");
    }
  }

  private static Script accepted() {
    return Events.reply(Replies.accepted());
  }

  // F09 by mode
  @ParameterizedTest
  @EnumSource
  void goesOnAfterAPostThatBrokeTwice(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api =
        api("1", "2")
            .onCall(RuntimeCall.RESPONSE, 1, reset())
            .onCall(RuntimeCall.RESPONSE, 2, reset());
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = of(engine, server, 1).start()) {
      server.awaitRequests(post -> post.text().equals("2"), 1, LIMIT);
      assertThat(client.host.log()).singleElement().asString().contains("not delivered");
    }
  }

  // F60, F63: timed out meanwhile, or not known
  @ParameterizedTest
  @EnumSource
  void goesOnAfterAPostThatTheServerRefuses(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api("1", "2", "3", "4");
    int call = 0;
    for (int status : new int[] {410, 400, 413}) {
      api.onCall(RuntimeCall.RESPONSE, ++call, status(status));
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = of(engine, server, 1).start()) {
      assertThat(responses(server, 4)).containsExactly("1", "2", "3", "4");
      assertThat(client.host.log()).hasSize(3);
    }
  }

  // F88 by mode
  @ParameterizedTest
  @EnumSource
  void goesOnAfterAStackOverflow(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("overflow", "2"));
        Client client = of(engine, server, 1).bytesHandler(this::overflowing).start()) {
      assertThat(Events.error(server).text()).contains("java.lang.StackOverflowError");
      assertThat(responses(server, 1)).containsExactly("2");
      assertThat(client.nextloop.closed().isComplete()).isFalse();
    }
  }

  private Future<byte[]> overflowing(byte[] event, dev.nextloop.Invocation call) {
    if (new String(event, java.nio.charset.StandardCharsets.UTF_8).equals("overflow")) {
      throw new StackOverflowError("deep");
    }
    return Future.succeededFuture(event);
  }

  // F87: the one failure that takes the others along; they may finish
  @ParameterizedTest
  @EnumSource
  void endsWithAllLanesWhenThereIsNoMemory(EngineUnderTest engine) throws Exception {
    Promise<byte[]> other = Promise.promise();
    CountDownLatch running = new CountDownLatch(1);
    RuntimeApiScript api = api("1");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .options(lanes(3).withDrain(Duration.ofSeconds(20)))
                .bytesHandler(
                    (event, call) -> {
                      if (running.getCount() > 0) {
                        running.countDown();
                        return other.future();
                      }
                      throw new OutOfMemoryError("no heap");
                    })
                .start()) {
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      api.offer(event(2, "2"));
      assertThat(Events.error(server).text()).contains("java.lang.OutOfMemoryError");
      other.complete(Replies.text("finished"));
      ClientFailure failure = client.awaitFailure();
      assertThat(failure.exitCode()).isEqualTo(75);
      assertThat(responses(server, 1)).containsExactly("finished");
    }
  }

  // F134
  @ParameterizedTest
  @EnumSource
  void closesLaneAfterLaneAndEndsWithTheLast(EngineUnderTest engine) throws Exception {
    Promise<byte[]> held = Promise.promise();
    RuntimeApiScript api = api("1");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            of(engine, server, 3)
                .bytesHandler(
                    (event, call) -> {
                      api.onEvery(RuntimeCall.NEXT, status(500));
                      api.offer(Replies.status(503)).offer(Replies.status(503));
                      return held.future();
                    })
                .start()) {
      // The other two have tried six times each.
      server.awaitRequests(RuntimeCall.NEXT, 13, LIMIT);
      awaitLines(client, "a lane has closed", 2);
      assertThat(client.nextloop.closed().isComplete()).isFalse();
      held.complete(Replies.text("late"));
      assertThat(responses(server, 1)).containsExactly("late");
      ClientFailure failure = client.awaitFailure();
      assertThat(failure.exitCode()).isEqualTo(71);
      assertThat(failure).hasMessageContaining("HTTP status 500");
      assertThat(server.requests(RuntimeCall.NEXT)).hasSize(3 * 6 + 1);
    }
  }

  private static void awaitLines(Client client, String with, int count) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (client.host.log().stream().filter(line -> line.contains(with)).count() < count) {
      assertThat(System.nanoTime()).as(client.host.log().toString()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isStoppedWellAlthoughALaneHadClosed(EngineUnderTest engine) throws Exception {
    Promise<byte[]> held = Promise.promise();
    RuntimeApiScript api = api("1");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            of(engine, server, 2)
                .bytesHandler(
                    (event, call) -> {
                      api.onEvery(RuntimeCall.NEXT, status(500));
                      api.offer(Replies.status(503));
                      return held.future();
                    })
                .start()) {
      awaitLines(client, "a lane has closed", 1);
      Future<Void> closed = client.nextloop.stop(Duration.ofSeconds(20));
      held.complete(Replies.text("1"));
      Client.await(closed);
    }
  }

  // F40 by mode, managed-instances 7.3
}
