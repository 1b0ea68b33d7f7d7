package dev.nextloop.benchmarks;

import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.codec.BytesCodec;
import dev.nextloop.spi.Host;
import java.io.IOException;
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

/**
 * The whole client on its own thread, engine {@code direct}, against a server on loopback that the
 * benchmark's thread plays: mostly the time of system calls and wake-ups. For changes of the client
 * only; beside other clients {@code bin/compare} measures.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"})
public class PipelineBenchmark {
  private static final int EVENTS = 64;

  /** Bytes of the event, and of the result. */
  @Param({"2", "1024"})
  public int size;

  /** Lanes that share the loop; a divisor of {@link #EVENTS}. */
  @Param({"1", "16", "64"})
  public int lanes;

  private LoopbackApi api;
  private Nextloop client;

  /** Starts a client and serves its first invocation. */
  @Setup
  public void start() throws Exception {
    api = new LoopbackApi(size);
    client =
        Nextloop.of(Host.system())
            .options(NextloopOptions.defaults().withLanes(lanes))
            .endpoint(api.endpoint())
            .handler(new Echo(), new BytesCodec(), new BytesCodec())
            .start()
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    api.meet(lanes);
  }

  /** One invocation: poll, decode, handler, encode, answer, next poll. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void invocation() throws IOException {
    for (int event = 0; event < EVENTS; event += lanes) {
      api.invoke();
    }
  }

  /** Ends the client. */
  @TearDown
  public void stop() throws Exception {
    client.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    api.close();
  }
}
