package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.NextloopOptions;
import dev.nextloop.Stage;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Responses that are being posted, and the polls that they hold back. */
@Execution(ExecutionMode.CONCURRENT)
class PostBudgetTest {
  private static final int LANES = 16;
  private static final int SIZE = 128 << 10;

  private static NextloopOptions options(long budget) {
    return NextloopOptions.defaults().withLanes(LANES).withPostBudgetBytes(budget);
  }

  private static RuntimeApiScript manyEvents(int count) {
    RuntimeApiScript api = api();
    for (int i = 1; i <= count; i++) {
      api.offer(event(i, "e"));
    }
    return api;
  }

  @ParameterizedTest
  @EnumSource
  void boundWhatIsPostedAtOnceAfterWhatWasInHandAlready(EngineUnderTest engine) throws Exception {
    // What the server may acknowledge, in the order of the posts; each acknowledgement takes one.
    Semaphore acknowledged = new Semaphore(0, true);
    AtomicInteger posting = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    RuntimeApiScript api =
        manyEvents(200)
            .onEvery(
                RuntimeCall.RESPONSE,
                Script.script()
                    .reply(
                        post -> {
                          acknowledged.acquireUninterruptibly();
                          return Replies.accepted();
                        }));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .options(options(4 * SIZE))
                .bytesHandler((event, call) -> Future.succeededFuture(new byte[SIZE]))
                .observe(
                    (stage, call, ticks) -> {
                      if (stage == Stage.ANSWERED) {
                        most.accumulateAndGet(posting.incrementAndGet(), Math::max);
                      } else if (stage == Stage.POSTED) {
                        posting.decrementAndGet();
                      }
                    })
                .start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, LANES, LIMIT);
      assertThat(most).hasValue(LANES);
      // The four that had gone out within the budget may bring one more each.
      acknowledged.release(LANES);
      for (int i = 0; i < 120; i++) {
        server.awaitRequests(RuntimeCall.RESPONSE, LANES + 4 + i, LIMIT);
        acknowledged.release();
        if (i == 20) {
          most.set(0);
        }
      }
      assertThat(most).hasValueBetween(1, 4);
      acknowledged.release(1_000);
      server.awaitRequests(RuntimeCall.RESPONSE, 200, LIMIT);
      // All lanes poll again, although those that went first keep room that they don't use.
      server.awaitRequests(RuntimeCall.NEXT, 200 + LANES, LIMIT);
    } finally {
      acknowledged.release(1_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverStopAResponseThatIsLargerThanTheBudget(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(manyEvents(100));
        Client client =
            Client.of(engine, server)
                .options(options(1))
                .bytesHandler((event, call) -> Future.succeededFuture(new byte[SIZE]))
                .start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 100, LIMIT);
      server.awaitRequests(RuntimeCall.NEXT, 100 + LANES, LIMIT);
      assertThat(client.nextloop.closed().isComplete()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void doNotCountWhatIsSmall(EngineUnderTest engine) throws Exception {
    Semaphore acknowledged = new Semaphore(0);
    RuntimeApiScript api =
        manyEvents(LANES)
            .onCall(
                RuntimeCall.RESPONSE,
                1,
                Script.script()
                    .reply(
                        post -> {
                          acknowledged.acquireUninterruptibly();
                          return Replies.accepted();
                        }));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.of(engine, server).options(options(1)).start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, LANES, LIMIT);
      server.awaitRequests(RuntimeCall.NEXT, LANES + LANES - 1, LIMIT);
      acknowledged.release();
      server.awaitRequests(RuntimeCall.NEXT, LANES + LANES, LIMIT);
    } finally {
      acknowledged.release();
    }
  }

  @ParameterizedTest
  @EnumSource
  void letAHeldBackLaneStop(EngineUnderTest engine) throws Exception {
    Semaphore acknowledged = new Semaphore(1);
    Promise<Void> both = Promise.promise();
    AtomicInteger events = new AtomicInteger();
    Consumer<Stage> polled =
        stage -> {
          if (stage == Stage.POLLED && events.incrementAndGet() == 2) {
            both.complete();
          }
        };
    RuntimeApiScript api =
        manyEvents(2)
            .onEvery(
                RuntimeCall.RESPONSE,
                Script.script()
                    .reply(
                        post -> {
                          acknowledged.acquireUninterruptibly();
                          return Replies.accepted();
                        }));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .options(options(1).withLanes(2))
                .bytesHandler((event, call) -> both.future().map(new byte[SIZE]))
                .observe((stage, call, ticks) -> polled.accept(stage))
                .start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      Future<Void> closed = client.nextloop.stop(java.time.Duration.ofSeconds(20));
      acknowledged.release();
      Client.await(closed);
      TimeUnit.MILLISECONDS.sleep(20);
      assertThat(server.requests(RuntimeCall.NEXT)).hasSize(2);
    } finally {
      acknowledged.release(10);
    }
  }
}
