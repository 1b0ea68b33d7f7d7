package dev.nextloop.benchmarks;

import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.codec.BytesCodec;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Host;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The whole client without sockets: what its own code costs one invocation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"})
public class MemoryBenchmark {
  private static final int EVENTS = 64;

  /** Bytes of the event, and of the result. */
  @Param({"2", "1024"})
  public int size;

  /** Lanes that share the loop; a divisor of {@link #EVENTS}. */
  @Param({"1", "16", "64"})
  public int lanes;

  private MemoryEngine engine;
  private Nextloop client;

  /** Starts a client, up to its first polls. */
  @Setup
  public void start() {
    engine = new MemoryEngine(size);
    Future<Nextloop> started =
        Nextloop.of(Host.system())
            .options(NextloopOptions.defaults().withLanes(lanes))
            .endpoint(new Endpoint("127.0.0.1", 9001))
            .on(engine)
            .handler(new Echo(), new BytesCodec(), new BytesCodec())
            .start();
    engine.runTasks();
    client = started.result();
  }

  /** One invocation: parse, decode, handler, encode, answer, next poll. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void invocation() {
    for (int event = 0; event < EVENTS; event += lanes) {
      engine.invoke();
    }
  }

  /** Ends the client. */
  @TearDown
  public void stop() {
    Future<Void> stopped = client.stop();
    engine.runTasks();
    if (!stopped.succeeded()) {
      throw new IllegalStateException("the client does not stop", stopped.cause());
    }
  }
}
