package dev.nextloop.benchmarks;

import dev.nextloop.internal.wire.InvocationDecoder;
import dev.nextloop.internal.wire.ResponseParser;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Host;
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

/** From the bytes of a poll's answer, as a socket gave them, to an invocation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"})
public class DecodeBenchmark {

  /** Bytes of the event. */
  @Param({"2", "1024"})
  public int size;

  private final ResponseParser parser = new ResponseParser();
  private final InvocationDecoder decoder = new InvocationDecoder(Host.system(), 60_000, null);
  private ByteBuffer received;
  private ByteBuffer payload;

  /** Receives the bytes once; parsing changes nothing in them. */
  @Setup
  public void receive() {
    byte[] bytes = EventBytes.polled(size);
    received = ByteBuffer.allocateDirect(64 << 10).put(bytes);
    payload = received.duplicate();
  }

  /** Finds the ends of head and body: what is done whether or not anybody asks for a header. */
  @Benchmark
  public int parse() {
    parser.reset();
    ResponseParser.Progress progress = parser.parse(received);
    if (progress != ResponseParser.Progress.COMPLETE) {
      throw new IllegalStateException("the response is whole, but the parser says " + progress);
    }
    return parser.bodyEnd();
  }

  /** The same, and the invocation that a handler gets. */
  @Benchmark
  public Object invocation() throws ApiFailure {
    parse();
    payload.limit(parser.bodyEnd()).position(parser.bodyStart());
    return decoder.decode(parser.event(new Body.Whole(payload)));
  }
}
