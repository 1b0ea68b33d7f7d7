package dev.nextloop.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FakeHost;
import dev.nextloop.Invocation;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.NextloopOptions.EngineKind;
import dev.nextloop.NextloopOptions.Pipelining;
import dev.nextloop.codec.BytesCodec;
import dev.nextloop.spi.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many invocations over bad connections: each is answered once, whatever happens, and nothing stays
 * behind (I1, I2, I3, I6). {@code -Dsoak.invocations=1000000 -Dsoak.seed=5} make it longer, or
 * another one. Alone in the JVM, because it counts what the JVM has.
 */
@Isolated
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SoakTest {
  private static final int RUNS = 6;
  private static final int EVENTS = Integer.getInteger("soak.invocations", 20_000) / RUNS;
  private static final long SEED = Long.getLong("soak.seed", System.nanoTime() & 0xffffff);

  // Vert.x tells of every broken connection here.
  private static final Logger BROKEN = Logger.getLogger("io.vertx.core.net.impl.ConnectionBase");

  private final FakeHost host = new FakeHost();
  private Vertx vertx;
  private ExecutorService elsewhere;

  @BeforeEach
  void open() {
    BROKEN.setLevel(Level.OFF);
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    elsewhere = Executors.newSingleThreadExecutor();
  }

  @AfterEach
  void close() throws Exception {
    BROKEN.setLevel(null);
    elsewhere.shutdown();
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Nextloop start(EngineKind engine, int lanes, FaultyServer server, Ledger ledger)
      throws Exception {
    return await(
        Nextloop.of(host)
            .on(vertx)
            .options(
                NextloopOptions.defaults()
                    .withEngine(engine)
                    .withPipelining(Pipelining.ON)
                    .withLanes(lanes))
            .endpoint(Endpoint.parse("API", "127.0.0.1:" + server.port()))
            .handler(
                (byte[] event, Invocation call) -> handle(ledger, event, call),
                new BytesCodec(),
                new BytesCodec())
            .start());
  }

  private Future<byte[]> handle(Ledger ledger, byte[] payload, Invocation call) {
    int event = Integer.parseInt(call.invocationId().orElseThrow());
    ledger.run(event, payload);
    if (Ledger.fails(event)) {
      throw new IllegalStateException("on purpose");
    }
    if (event % 7 != 0) {
      return Future.succeededFuture(payload);
    }
    Promise<byte[]> later = Promise.promise();
    elsewhere.execute(() -> later.complete(payload));
    return later.future();
  }

  @ParameterizedTest
  @CsvSource({"DIRECT,1", "DIRECT,16", "SOCKET,1", "SOCKET,16", "WEB,1", "WEB,16"})
  void answersEveryEventOnceAndLeavesNothingBehind(EngineKind engine, int lanes) throws Exception {
    String run = engine + ", lanes " + lanes + ", seed " + SEED;
    // Vert.x makes its threads as they are asked for.
    play(engine, lanes, new Ledger(lanes), run);
    Resources before = Resources.now();
    play(engine, lanes, new Ledger(EVENTS), run);
    for (int wait = 0; wait < 500 && !Resources.now().isWithin(before); wait++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(Resources.now()).as(run).matches(after -> after.isWithin(before), "" + before);
  }

  private void play(EngineKind engine, int lanes, Ledger ledger, String run) throws Exception {
    try (FaultyServer server = new FaultyServer(ledger, SEED)) {
      Nextloop client = start(engine, lanes, server, ledger);
      until(() -> ledger.isTenthDone(), client, ledger, run);
      long early = Resources.memory();
      Idleness idle = new Idleness(server, lanes);
      until(() -> ledger.isDone() || idle.deliverLost(ledger), client, ledger, run);
      // Every lane is alive and polls, over one connection.
      until(() -> server.heldPolls() == lanes, client, ledger, run);
      until(() -> server.connections() == lanes, client, ledger, run);
      long growth = Resources.memory() - early;
      await(client.stop(Duration.ofSeconds(5)));
      assertThat(ledger.sins()).as(run).isEmpty();
      assertThat(ledger.doubles()).as(run).isZero();
      assertThat(growth).as("memory, " + run).isLessThan(4 << 20);
      System.out.printf(
          "soak: %s: %s, %d connections, memory %+d KiB%n",
          run, ledger, server.allConnections(), growth >> 10);
    }
  }

  /** Sees when all lanes do nothing but poll: no answer is on its way then. */
  private static final class Idleness {
    private static final int LOOKS = 20;

    private final FaultyServer server;
    private final int lanes;
    private int looks;

    Idleness(FaultyServer server, int lanes) {
      this.server = server;
      this.lanes = lanes;
    }

    boolean deliverLost(Ledger ledger) {
      boolean idle = server.heldPolls() == lanes && server.connections() == lanes;
      looks = idle ? looks + 1 : 0;
      if (looks == LOOKS) {
        looks = 0;
        ledger.deliverLost();
      }
      return false;
    }
  }

  private void until(BooleanSupplier met, Nextloop client, Ledger ledger, String run)
      throws Exception {
    int done = -1;
    long since = System.nanoTime();
    while (!met.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(5);
      if (ledger.done() != done) {
        done = ledger.done();
        since = System.nanoTime();
      }
      boolean stuck = System.nanoTime() - since > 20_000_000_000L;
      if (stuck || client.closed().isComplete()) {
        throw new AssertionError(
            "%s: stuck at %d, closed by %s, %s, log %s"
                .formatted(run, done, client.closed().cause(), ledger.sins(), host.log()));
      }
    }
  }
}
