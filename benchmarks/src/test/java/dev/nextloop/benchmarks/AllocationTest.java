package dev.nextloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.codec.BytesCodec;
import dev.nextloop.spi.Host;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What one invocation leaves to the garbage collector, on the engine {@code direct}. The test JVM
 * compiles with C1 only, as the platform's runtimes do, so nothing that the code allocates is
 * optimized away and the count doesn't depend on the machine.
 */
final class AllocationTest {
  private static final int WARM_UP = 2_000;
  private static final int MEASURED = 20_000;

  /** Bytes: 0.7 of what AWS's Java client allocates. */
  private static final long BOUND = 386;

  /** An echo that counts, on the loop's thread, what that thread has allocated so far. */
  private static final class CountingEcho implements EventHandler<byte[], byte[]> {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Echo echo = new Echo();
    private int invocations;
    private volatile long before;
    private volatile long after;

    @Override
    public Future<byte[]> handle(byte[] event, Invocation invocation) {
      invocations++;
      if (invocations == WARM_UP) {
        before = threads.getCurrentThreadAllocatedBytes();
      } else if (invocations == WARM_UP + MEASURED) {
        after = threads.getCurrentThreadAllocatedBytes();
      }
      return echo.handle(event, invocation);
    }
  }

  @Test
  void anInvocationOfTwoBytesAllocatesLittle() throws Exception {
    CountingEcho echo = new CountingEcho();
    try (LoopbackApi api = new LoopbackApi(2)) {
      Nextloop client =
          Nextloop.of(Host.system())
              .options(NextloopOptions.defaults())
              .endpoint(api.endpoint())
              .handler(echo, new BytesCodec(), new BytesCodec())
              .start()
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      api.meet(1);
      for (int i = 1; i < WARM_UP + MEASURED; i++) {
        api.invoke();
      }
      client.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    long perInvocation = (echo.after - echo.before) / MEASURED;
    System.out.println("allocated per invocation of 2 bytes: " + perInvocation + " bytes");
    assertThat(perInvocation).isPositive().isLessThanOrEqualTo(BOUND);
  }
}
