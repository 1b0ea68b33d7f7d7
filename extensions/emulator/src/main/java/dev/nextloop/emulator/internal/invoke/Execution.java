package dev.nextloop.emulator.internal.invoke;

import dev.nextloop.emulator.internal.run.Launcher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The execution side of one emulator.
 *
 * @param launcher makes runners
 * @param close ends what the launcher keeps, behind the last runner
 */
public record Execution(Launcher launcher, Supplier<Future<Void>> close) {

  /** Makes an emulator's execution side. */
  @FunctionalInterface
  public interface Factory {
    /**
     * Called on the emulator's event loop.
     *
     * @param scratch an empty directory for what runs, deleted at stop
     */
    Execution create(Vertx vertx, Path scratch);
  }
}
