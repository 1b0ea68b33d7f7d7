package dev.nextloop.contract;

import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handlers that block. */
@Execution(ExecutionMode.CONCURRENT)
class BlockingTest {
  private static final int VIRTUAL_FROM = 21;

  private static EventHandler<Body, Reply> blocking(
      EventHandler.ValueFunction<byte[], byte[]> function) {
    return Client.bytes(EventHandler.blocking(function));
  }

  private static RuntimeApiScript soonOver(byte[] body) {
    Script first =
        Script.script()
            .reply(
                poll ->
                    Replies.event(
                        RuntimeApiScript.id(1), System.currentTimeMillis() + 1_500, body));
    return api().onCall(RuntimeCall.NEXT, 1, first).offer(event(2, "next"));
  }

  private static boolean isFirst(Invocation call) {
    return call.requestId().equals(RuntimeApiScript.id(1));
  }

  /** Interrupts do not end it; the test does. */
  private static void sitOut(CountDownLatch end, CountDownLatch interrupted) {
    while (end.getCount() > 0) {
      try {
        end.await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void runOnAWorker(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2"));
        Client client =
            Client.of(engine, server)
                .options(NextloopOptions.defaults().withLanes(2))
                .handler(
                    blocking(
                        (event, call) -> {
                          TimeUnit.MILLISECONDS.sleep(5);
                          return Replies.text(Thread.currentThread().getName());
                        }))
                .start()) {
      // Names of the pool's threads count threads, those of virtual ones calls.
      assertThat(responses(server, 2))
          .allSatisfy(name -> assertThat(name).matches("nextloop-worker-[12]"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void runOnVirtualThreadsWhereTheJvmHasThem(EngineUnderTest engine) throws Exception {
    boolean has = Runtime.version().feature() >= VIRTUAL_FROM;
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server)
                .options(NextloopOptions.defaults().withLanes(2))
                .handler(
                    blocking(
                        (event, call) ->
                            Replies.text(Thread.currentThread().getClass().getSimpleName())))
                .start()) {
      assertThat(responses(server, 1).get(0).contains("Virtual")).isEqualTo(has);
    }
  }

  @ParameterizedTest
  @EnumSource
  void blockNoOtherLane(EngineUnderTest engine) throws Exception {
    CyclicBarrier together = new CyclicBarrier(16);
    String[] events = IntStream.range(0, 16).mapToObj(String::valueOf).toArray(String[]::new);
    try (ScriptedServer server = ScriptedServer.serving(api(events));
        Client client =
            Client.of(engine, server)
                .options(NextloopOptions.defaults().withLanes(16))
                .handler(
                    blocking(
                        (event, call) -> {
                          together.await(20, TimeUnit.SECONDS);
                          return event;
                        }))
                .start()) {
      assertThat(responses(server, 16)).containsExactlyInAnyOrder(events);
    }
  }

  @ParameterizedTest
  @EnumSource
  void failWithWhatTheyThrow(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server)
                .handler(
                    blocking(
                        (event, call) -> {
                          throw new java.io.FileNotFoundException("no such order");
                        }))
                .start()) {
      assertThat(Events.error(server).text())
          .contains("java.io.FileNotFoundException", "no such order");
    }
  }

  // F82
  @ParameterizedTest
  @EnumSource
  void areInterruptedAtTheDeadlineWhileTheLaneGoesOn(EngineUnderTest engine) throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedServer server = ScriptedServer.serving(soonOver(new byte[1]));
        Client client =
            Client.of(engine, server)
                .margin(Duration.ofMillis(100))
                .handler(
                    blocking(
                        (event, call) -> {
                          if (isFirst(call)) {
                            sitOut(end, interrupted);
                          }
                          return event;
                        }))
                .start()) {
      assertThat(Events.error(server).header("Lambda-Runtime-Function-Error-Type"))
          .isEqualTo("Runtime.HandlerTimeout");
      assertThat(responses(server, 1)).containsExactly("next");
      assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
      end.countDown();
    }
  }

  // F93
  @ParameterizedTest
  @EnumSource
  void leaveNoInterruptToTheNext(EngineUnderTest engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2", "3"));
        Client client =
            Client.of(engine, server)
                .handler(
                    blocking(
                        (event, call) -> {
                          boolean before = Thread.currentThread().isInterrupted();
                          Thread.currentThread().interrupt();
                          return Replies.text(String.valueOf(before));
                        }))
                .start()) {
      assertThat(responses(server, 3)).containsOnly("false");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepTheirEventWhenTheLaneHasGivenThemUp(EngineUnderTest engine) throws Exception {
    byte[] first = new byte[50_000];
    new Random(5).nextBytes(first);
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Long> sum = new CompletableFuture<>();
    EventHandler<Body, Reply> late =
        EventHandler.blocking(
            (event, call) -> {
              ByteBuffer bytes = ((Body.Whole) event).bytes();
              if (isFirst(call)) {
                sitOut(end, new CountDownLatch(1));
                sum.complete(checksum(bytes.duplicate()));
              }
              return Reply.json(ByteBuffer.wrap(Replies.text("done")));
            });
    RuntimeApiScript api = soonOver(first);
    for (int i = 0; i < 100; i++) {
      api.offer(event(3 + i, "x".repeat(1_000 + i * 500)));
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.of(engine, server).handler(late).start()) {
      assertThat(responses(server, 101)).containsOnly("done");
      end.countDown();
      assertThat(sum.get(20, TimeUnit.SECONDS)).isEqualTo(checksum(ByteBuffer.wrap(first)));
    }
  }

  private static long checksum(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  @ParameterizedTest
  @EnumSource
  void areInterruptedWhenTheClientStops(EngineUnderTest engine) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Invocation> left = new CompletableFuture<>();
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server)
                .handler(
                    blocking(
                        (event, call) -> {
                          left.complete(call);
                          running.countDown();
                          sitOut(end, interrupted);
                          return event;
                        }))
                .start()) {
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      Client.failureOf(client.nextloop.stop(Duration.ofMillis(50)));
      assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
      end.countDown();
      Future<String> afterwards = left.get().blocking(() -> "never");
      assertThat(Client.failureOf(afterwards)).isInstanceOf(RejectedExecutionException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void mayBlockSeveralTimesAtOnce(EngineUnderTest engine) throws Exception {
    AtomicInteger threads = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(4);
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) -> {
                      Future<Integer> one = call.blocking(() -> meet(together, threads));
                      Future<Integer> two = call.blocking(() -> meet(together, threads));
                      Future<Integer> three = call.blocking(() -> meet(together, threads));
                      Future<Integer> four = call.blocking(() -> meet(together, threads));
                      return Future.all(one, two, three, four).map(all -> event);
                    })
                .start()) {
      assertThat(responses(server, 1)).containsExactly("1");
      assertThat(threads).hasValue(4);
    }
  }

  private static int meet(CyclicBarrier together, AtomicInteger threads) throws Exception {
    together.await(20, TimeUnit.SECONDS);
    return threads.incrementAndGet();
  }
}
