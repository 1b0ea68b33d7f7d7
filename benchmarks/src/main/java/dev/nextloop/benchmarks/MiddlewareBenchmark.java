package dev.nextloop.benchmarks;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Middleware;
import dev.nextloop.spi.ApiFailure;
import io.vertx.core.Future;
import java.util.Collections;
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

/** What a chain of middleware costs one invocation, around a handler that does nothing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"})
public class MiddlewareBenchmark {

  /** How many middleware. */
  @Param({"0", "1", "5", "20"})
  public int length;

  private Invocation invocation;
  private EventHandler<byte[], byte[]> looking;
  private EventHandler<byte[], byte[]> mapping;

  /** Composes the chains. */
  @Setup
  public void chain() throws ApiFailure {
    invocation = EventBytes.invocation();
    Future<byte[]> done = Future.succeededFuture(new byte[2]);
    EventHandler<byte[], byte[]> handler = (event, any) -> done;
    looking = around(handler, next -> (event, any) -> next.handle(event, any));
    mapping = around(handler, next -> (event, any) -> next.handle(event, any).map(byte[]::clone));
  }

  private EventHandler<byte[], byte[]> around(
      EventHandler<byte[], byte[]> handler, Middleware<byte[], byte[]> middleware) {
    return Middleware.around(handler, Collections.nCopies(length, middleware));
  }

  /** Middleware that looks at the event and passes it on. */
  @Benchmark
  public Object looking() throws Exception {
    return looking.handle(null, invocation);
  }

  /** Middleware that makes another result of the result. */
  @Benchmark
  public Object mapping() throws Exception {
    return mapping.handle(null, invocation);
  }
}
