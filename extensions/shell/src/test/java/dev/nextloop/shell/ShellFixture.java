package dev.nextloop.shell;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A script in a task root of its own, served as a handler. */
final class ShellFixture implements AutoCloseable {
  final Path root;
  final FakeHost host;
  private EventHandler<Body, Reply> handler;

  ShellFixture(Path root, String shell, String script) {
    this.root = root;
    this.host = new FakeHost(root, shell);
    write("function.sh", script);
  }

  void write(String file, String text) {
    try {
      Files.writeString(root.resolve(file), text);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  ShellFixture with(String name, String value) {
    host.variables.put(name, value);
    return this;
  }

  ShellFixture start() {
    handler = await(provide("function.handler"));
    return this;
  }

  Future<EventHandler<Body, Reply>> provide(String name) {
    return new ShellHandlerProvider().provide(name, host, new NoLoop());
  }

  FunctionError refusal(String name) {
    return failureOf(provide(name));
  }

  Future<Reply> send(byte[] event, FakeInvocation invocation) {
    try {
      return handler.handle(new Body.Whole(ByteBuffer.wrap(event)), invocation);
    } catch (Exception thrown) {
      throw new AssertionError(thrown);
    }
  }

  byte[] answer(byte[] event) {
    Reply.Bytes reply = (Reply.Bytes) await(send(event, new FakeInvocation("id")));
    byte[] body = new byte[reply.body().remaining()];
    reply.body().get(body);
    return body;
  }

  String answer(String event) {
    return new String(answer(event.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  FunctionError failure(String event) {
    return failureOf(send(event.getBytes(StandardCharsets.UTF_8), new FakeInvocation("id")));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failed) {
      throw new AssertionError(failed);
    }
  }

  static FunctionError failureOf(Future<?> future) {
    try {
      Object value = future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      throw new AssertionError("no failure but " + value);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof FunctionError error) {
        return error;
      }
      throw new AssertionError(failed);
    } catch (InterruptedException | TimeoutException failed) {
      throw new AssertionError(failed);
    }
  }

  static void until(BooleanSupplier condition) {
    for (int i = 0; i < 2_000; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      LockSupport.parkNanos(5_000_000);
    }
    throw new AssertionError("not within 10 s");
  }

  @Override
  public void close() {
    if (handler != null) {
      await(handler.close());
    }
  }

  private static final class NoLoop implements LaneLoop {
    @Override
    public void execute(Runnable task) {
      throw new AssertionError("the shell needs no loop");
    }

    @Override
    public boolean inLoop() {
      return false;
    }

    @Override
    public Timer timer(long delayNanos, Runnable task) {
      throw new AssertionError("the shell needs no loop");
    }
  }
}
