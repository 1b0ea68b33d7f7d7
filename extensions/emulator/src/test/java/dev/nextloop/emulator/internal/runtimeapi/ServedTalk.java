package dev.nextloop.emulator.internal.runtimeapi;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A Runtime API on a real socket, with a listener that keeps what it heard. */
final class ServedTalk implements RuntimeTalk.Listener, AutoCloseable {
  static final String NEXT = "/2018-06-01/runtime/invocation/next";
  static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
  static final String ID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
  static final String RESPONSE = "/2018-06-01/runtime/invocation/" + ID + "/response";
  static final String ERROR = "/2018-06-01/runtime/invocation/" + ID + "/error";

  final Queue<String> heard = new ConcurrentLinkedQueue<>();
  final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  final int port;
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  final ContainerCredentials credentials;
  private final RuntimeTalk talk;
  private final RuntimeApiServer server;

  ServedTalk() {
    this(0);
  }

  /** With SnapStart where there are copies. */
  ServedTalk(int copies) {
    credentials =
        copies == 0 ? null : new ContainerCredentials(() -> Instant.parse("2026-01-02T03:04:05Z"));
    talk = new RuntimeTalk(this, copies);
    server = new RuntimeApiServer(vertx, talk, credentials);
    port = await(onLoop(server::listen).compose(listening -> listening));
  }

  void invoke(String payload) {
    invoke(
        new Event(
            ID, Buffer.buffer(payload), "application/json", 1542409706888L, "arn:x", null, null));
  }

  void invoke(Event event) {
    await(
        onLoop(
            () -> {
              talk.invoke(event);
              return null;
            }));
  }

  void restore() {
    await(
        onLoop(
            () -> {
              talk.restore();
              return null;
            }));
  }

  /** Waits until the talk is in a state. */
  void reach(RuntimeState state) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (await(onLoop(talk::state)) != state) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "never came to " + state + ", is in " + await(onLoop(talk::state)));
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  RawClient client() throws java.io.IOException {
    return new RawClient(port);
  }

  private <T> Future<T> onLoop(Callable<T> task) {
    Promise<T> promise = Promise.promise();
    loop.runOnContext(
        ignored -> {
          try {
            promise.complete(task.call());
          } catch (Exception e) {
            promise.fail(e);
          }
        });
    return promise.future();
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void ready() {
    heard.add("ready");
  }

  @Override
  public void answered(Answer answer) {
    heard.add("answered");
    answers.add(answer);
  }

  @Override
  public void initFailed(Answer answer) {
    heard.add("initFailed");
    answers.add(answer);
  }

  @Override
  public void snapshotReady() {
    heard.add("snapshotReady");
  }

  @Override
  public void restoreFailed(Answer answer) {
    heard.add("restoreFailed");
    answers.add(answer);
  }

  @Override
  public void note(String line) {
    heard.add(line);
  }

  @Override
  public void close() {
    await(onLoop(server::close).compose(closed -> closed));
    await(vertx.close());
  }
}
