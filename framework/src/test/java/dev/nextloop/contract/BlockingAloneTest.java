package dev.nextloop.contract;

import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A handler that blocks the thread of its one lane, whose loop goes on nevertheless. */
@Execution(ExecutionMode.CONCURRENT)
class BlockingAloneTest {
  private static Client start(
      ScriptedServer server, EventHandler.ValueFunction<byte[], byte[]> function) throws Exception {
    return Client.of(EngineUnderTest.DIRECT, server)
        .handler(Client.bytes(EventHandler.blocking(function)))
        .start();
  }

  @Test
  void isTheSameThreadEveryTime() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2", "3"));
        Client client =
            start(server, (event, call) -> Replies.text(Thread.currentThread().getName()))) {
      assertThat(responses(server, 3)).containsOnly("nextloop-direct");
    }
  }

  @Test
  void isNotTheLoop() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            start(
                server,
                (event, call) -> {
                  // Completes on the loop, which somebody has to hold.
                  Future<String> inner = call.blocking(() -> "answered on the loop");
                  return Replies.text(
                      inner.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS));
                })) {
      assertThat(responses(server, 2)).containsOnly("answered on the loop");
    }
  }

  @Test
  void knowsItsInvocation() throws Exception {
    AtomicReference<Client> client = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client running =
            start(
                server,
                (event, call) -> {
                  started.await();
                  return Replies.text(
                      String.valueOf(client.get().nextloop.scope().current() == call));
                })) {
      client.set(running);
      started.countDown();
      assertThat(responses(server, 2)).containsOnly("true");
    }
  }

  @Test
  void forgetsAnInterruptThatComesLate() throws Exception {
    CompletableFuture<Thread> handling = new CompletableFuture<>();
    RuntimeApiScript api = api("1");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            start(
                server,
                (event, call) -> {
                  handling.complete(Thread.currentThread());
                  return event;
                })) {
      assertThat(responses(server, 1)).containsExactly("1");
      Thread thread = handling.get(20, TimeUnit.SECONDS);
      thread.interrupt();
      // Else it would spin in its selector.
      for (int i = 0; thread.isInterrupted() && i < 20_000; i++) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(thread.isInterrupted()).isFalse();
      api.offer(event(2, "2"));
      assertThat(responses(server, 2)).containsExactly("1", "2");
    }
  }

  @Test
  void mayStillRunWhenTheClientHasStopped() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicReference<Thread> thread = new AtomicReference<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            start(
                server,
                (event, call) -> {
                  thread.set(Thread.currentThread());
                  running.countDown();
                  while (end.getCount() > 0) {
                    try {
                      end.await();
                    } catch (InterruptedException ignored) {
                      // Stubborn, as functions may be.
                    }
                  }
                  return event;
                })) {
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(Client.failureOf(client.nextloop.stop(Duration.ofMillis(50)))).isNotNull();
      end.countDown();
      thread.get().join(20_000);
      assertThat(thread.get().isAlive()).isFalse();
    }
  }
}
