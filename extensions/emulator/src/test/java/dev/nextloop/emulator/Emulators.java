package dev.nextloop.emulator;

import dev.nextloop.emulator.internal.invoke.Execution;
import dev.nextloop.emulator.internal.run.Launcher;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts emulators for one test and stops them behind it. */
final class Emulators implements AfterEachCallback {
  private final Deque<Emulator> running = new ArrayDeque<>();

  Emulator start(EmulatorOptions options, Launcher launcher) {
    Emulator emulator =
        await(
            Emulator.start(
                options, (vertx, scratch) -> new Execution(launcher, Future::succeededFuture)));
    running.push(emulator);
    return emulator;
  }

  /** Runs functions as real processes. */
  Emulator startReal(EmulatorOptions options) {
    Emulator emulator = await(Emulator.start(options));
    running.push(emulator);
    return emulator;
  }

  Emulator start() {
    return start(new EmulatorOptions(), ScriptedLauncher.echo());
  }

  void stop(Emulator emulator) {
    running.remove(emulator);
    await(emulator.stop());
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    while (!running.isEmpty()) {
      await(running.pop().stop());
    }
  }
}
