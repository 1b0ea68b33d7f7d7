package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Stage;
import dev.nextloop.spi.Scope;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which invocation is current, wherever its code runs. */
@Execution(ExecutionMode.CONCURRENT)
class ScopeTest {
  /** What the codecs tell of, within the handler's call. */
  private static final Set<Stage> WITHIN = Set.of(Stage.DECODED, Stage.HANDLED, Stage.ENCODED);

  private static ExecutorService others;

  @BeforeAll
  static void startThreads() {
    others = Executors.newFixedThreadPool(3);
  }

  @AfterAll
  static void endThreads() {
    others.shutdownNow();
  }

  /** Says where another invocation than its own was current. */
  private static final class Witness {
    final List<String> wrong = new CopyOnWriteArrayList<>();

    void look(String where, Invocation expected, Scope scope) {
      Invocation current = scope.current();
      if (current != expected) {
        wrong.add(where + " saw " + current + " instead of " + expected);
      }
    }
  }

  private static Future<Void> elsewhere(Runnable task) {
    Promise<Void> done = Promise.promise();
    others.execute(
        () -> {
          task.run();
          done.complete();
        });
    return done.future();
  }

  @ParameterizedTest
  @EnumSource(names = {"SOCKET", "HANDOVER", "WEB"})
  void knowsTheInvocationOfAContext(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(manyEvents(3));
        Client unused =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) -> {
                      Invocation found = call.scope().of(Vertx.currentContext());
                      return Future.succeededFuture(Replies.text("" + (found == call)));
                    })
                .start()) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 3, LIMIT))
          .allSatisfy(answer -> assertThat(answer.text()).isEqualTo("true"));
    }
  }

  private static RuntimeApiScript manyEvents(int count) {
    RuntimeApiScript api = api();
    for (int i = 1; i <= count; i++) {
      api.offer(event(i, "e" + i));
    }
    return api;
  }

  private static Future<byte[]> everywhere(Witness witness, byte[] event, Invocation call) {
    Scope scope = call.scope();
    witness.look("handler", call, scope);
    Promise<Void> wrapped = Promise.promise();
    Runnable later =
        scope.wrap(
            () -> {
              witness.look("wrapped", call, scope);
              wrapped.complete();
            });
    int pause = ThreadLocalRandom.current().nextInt(3);
    Future<Void> worker =
        call.blocking(
                () -> {
                  witness.look("worker", call, scope);
                  TimeUnit.MILLISECONDS.sleep(pause);
                  witness.look("worker after a pause", call, scope);
                  return null;
                })
            .compose(
                done -> {
                  witness.look("after the worker", call, scope);
                  return elsewhere(later);
                });
    witness.look("handler after all", call, scope);
    return worker.compose(done -> wrapped.future()).map(event);
  }

  @ParameterizedTest
  @EnumSource
  void isTheInvocationsOwnOnLoopWorkersAndWrappedThreads(EngineUnderTest engine) throws Exception {
    Witness witness = new Witness();
    try (ScriptedServer server = ScriptedServer.serving(manyEvents(200));
        Client client =
            Client.of(engine, server)
                .options(NextloopOptions.defaults().withLanes(16).withLoops(2))
                .bytesHandler((event, call) -> everywhere(witness, event, call))
                .start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 200, LIMIT);
      assertThat(witness.wrong).isEmpty();
      assertThat(client.nextloop.scope().current()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhoMustNotBlock(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(manyEvents(1));
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) -> {
                      boolean handler = call.scope().inLoop();
                      return call.blocking(() -> call.scope().inLoop())
                          .map(worker -> Replies.text(handler + " " + worker));
                    })
                .start()) {
      assertThat(Events.responses(server, 1)).containsExactly("true false");
      assertThat(client.nextloop.scope().inLoop()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SOCKET", "WEB"})
  void isCarriedByVertxThroughFuturesTimersAndWorkers(EngineUnderTest engine) throws Exception {
    Witness witness = new Witness();
    try (ScriptedServer server = ScriptedServer.serving(manyEvents(200));
        Client client =
            Client.of(engine, server)
                .options(NextloopOptions.defaults().withLanes(16).withLoops(2))
                .bytesHandler((event, call) -> onVertx(witness, event, call))
                .start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 200, LIMIT);
      assertThat(witness.wrong).isEmpty();
      assertThat(client.nextloop.scope().current()).isNull();
    }
  }

  private static Future<byte[]> onVertx(Witness witness, byte[] event, Invocation call) {
    Vertx vertx = Vertx.currentContext().owner();
    Scope scope = call.scope();
    Promise<Void> timer = Promise.promise();
    vertx.setTimer(
        1 + ThreadLocalRandom.current().nextInt(3),
        fired -> {
          witness.look("timer", call, scope);
          timer.complete();
        });
    return timer
        .future()
        .compose(
            done -> {
              witness.look("after the timer", call, scope);
              return vertx.executeBlocking(
                  () -> {
                    witness.look("Vert.x's worker", call, scope);
                    return null;
                  });
            })
        .compose(
            done -> {
              witness.look("after Vert.x's worker", call, scope);
              return vertx.fileSystem().exists("/");
            })
        .compose(
            done -> {
              witness.look("after a client of Vert.x's", call, scope);
              return call.blocking(vertx::getOrCreateContext);
            })
        .compose(
            context -> {
              Promise<Void> turn = Promise.promise();
              context.runOnContext(
                  ran -> {
                    witness.look("context of the worker", call, scope);
                    turn.complete();
                  });
              return turn.future();
            })
        .map(event);
  }

  @ParameterizedTest
  @EnumSource
  void isNoneOutsideOfTheHandler(EngineUnderTest engine) throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    CompletableFuture<Scope> scope = new CompletableFuture<>();
    try (ScriptedServer server = ScriptedServer.serving(manyEvents(20));
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) -> {
                      scope.complete(call.scope());
                      return call.blocking(() -> event);
                    })
                .observe(
                    (stage, call, ticks) -> {
                      Invocation current = scope.isDone() ? scope.join().current() : null;
                      if (current != null && !WITHIN.contains(stage)) {
                        seen.add(stage + " saw " + current);
                      }
                    })
                .start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 20, LIMIT);
      assertThat(seen).isEmpty();
      Runnable task = () -> {};
      assertThat(client.nextloop.scope().wrap(task)).isSameAs(task);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isThereWhenTheInvocationIsGivenUp(EngineUnderTest engine) throws Exception {
    CompletableFuture<Boolean> same = new CompletableFuture<>();
    CountDownLatch running = new CountDownLatch(1);
    RuntimeApiScript api = api("1");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) -> {
                      call.cancelled()
                          .onComplete(given -> same.complete(call.scope().current() == call));
                      running.countDown();
                      return Promise.<byte[]>promise().future();
                    })
                .start()) {
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      Client.failureOf(client.nextloop.stop(Duration.ofMillis(50)));
      assertThat(same.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
