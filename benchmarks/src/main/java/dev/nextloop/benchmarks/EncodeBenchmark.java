package dev.nextloop.benchmarks;

import dev.nextloop.internal.wire.RequestWriter;
import dev.nextloop.internal.wire.RuntimePaths;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Requests as bytes, into memory on the heap, as the engine {@code direct} writes them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"})
public class EncodeBenchmark {

  /** Bytes of the result. */
  @Param({"2", "1024"})
  public int size;

  private final RequestWriter writer = new RequestWriter("127.0.0.1:9001", "benchmark");
  private final ByteBuffer out = ByteBuffer.allocate(16 << 10);
  private ByteBuffer result;

  /** Makes the result. */
  @Setup
  public void result() {
    result = ByteBuffer.wrap(new byte[size]);
  }

  /** A result, and the next poll behind it. */
  @Benchmark
  public int response() {
    out.clear();
    writer.response(out, EventBytes.REQUEST_ID, null, "application/json", size);
    out.put(out.position(), result, 0, size).position(out.position() + size);
    writer.next(out);
    return out.position();
  }

  /** A function error without an X-Ray cause. */
  @Benchmark
  public int error() {
    out.clear();
    String path = RuntimePaths.INVOCATION + EventBytes.REQUEST_ID + RuntimePaths.ERROR;
    writer.failure(out, path, null, "Runtime.UserException", null, size);
    out.put(out.position(), result, 0, size).position(out.position() + size);
    return out.position();
  }
}
