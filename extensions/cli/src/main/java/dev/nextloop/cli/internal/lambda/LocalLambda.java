package dev.nextloop.cli.internal.lambda;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.emulator.Emulator;
import dev.nextloop.emulator.EmulatorOptions;
import io.vertx.core.Future;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** An emulator in this JVM, for a command's own thread: starting and stopping wait. */
public final class LocalLambda implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Emulator emulator;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalLambda(Emulator emulator) {
    this.emulator = emulator;
  }

  /**
   * Starts one.
   *
   * @throws CommandFailure when it can't start, with the reason
   */
  public static LocalLambda start(EmulatorOptions options) {
    return new LocalLambda(await(Emulator.start(options)));
  }

  /** Where it answers. */
  public URI endpoint() {
    return URI.create(emulator.endpoint());
  }

  /** A client of it. */
  public LambdaClient client(LongSupplier ticks) {
    return new LambdaClient(endpoint(), ticks);
  }

  /** Ends every execution environment and stops listening; a second call does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      await(emulator.stop());
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CommandFailure(Exit.UNREACHABLE, e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new CommandFailure(
          Exit.UNREACHABLE, "the emulator did not react within " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(Exit.UNREACHABLE, "interrupted while waiting for the emulator", e);
    }
  }
}
