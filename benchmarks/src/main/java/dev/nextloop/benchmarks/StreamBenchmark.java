package dev.nextloop.benchmarks;

import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.Host;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
 * Streamed responses of the engine {@code direct}, each on a connection of its own, to a server on
 * loopback that the benchmark's thread plays. An operation is one MiB.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"})
public class StreamBenchmark {
  private static final int MIB = 1 << 20;
  private static final int RESPONSE = 16;

  /** Bytes that are written at once; a divisor of a MiB. */
  @Param({"1024", "65536"})
  public int block;

  private LoopbackStreams api;
  private Nextloop client;

  /** Starts a client, up to its first poll. */
  @Setup
  public void start() throws Exception {
    byte[] letters = new byte[block];
    Arrays.fill(letters, (byte) 'x');
    api = new LoopbackStreams();
    client =
        Nextloop.of(Host.system())
            .options(NextloopOptions.defaults())
            .endpoint(api.endpoint())
            .handler(
                (event, invocation) ->
                    Future.succeededFuture(
                        new Reply.Stream("text/plain", sink -> new Blocks(sink, letters).run())))
            .start()
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    api.meet();
  }

  /** Writes the response block by block, and pauses when it is told to. */
  private static final class Blocks implements Runnable {
    private final ByteSink sink;
    private final byte[] letters;
    private int left = RESPONSE * MIB;

    Blocks(ByteSink sink, byte[] letters) {
      this.sink = sink;
      this.letters = letters;
    }

    @Override
    public void run() {
      while (left > 0) {
        left -= letters.length;
        if (sink.write(ByteBuffer.wrap(letters))) {
          sink.onDrain(this);
          return;
        }
      }
      sink.end();
    }
  }

  /** One response, and the poll behind it. */
  @Benchmark
  @OperationsPerInvocation(RESPONSE)
  public void mebibyte() throws IOException {
    api.invoke();
  }

  /** Ends the client. */
  @TearDown
  public void stop() throws Exception {
    client.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    api.close();
  }
}
