package dev.nextloop.logging;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.spi.Scope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;

/** Logs its request id from loop, workers, threads of others, timers and contexts of Vert.x. */
public final class Hopping implements EventHandler<String, String> {
  static final int HOPS = 8;

  private final TestLog log = TestLog.of();

  /** For the client. */
  public Hopping() {}

  @Override
  public Future<String> handle(String event, Invocation call) {
    String before = log.requestId();
    log.info(call.requestId() + " start");
    return hop(call, 0, new Random(event.hashCode())).map(done -> before);
  }

  private Future<Void> hop(Invocation call, int hop, Random random) {
    if (hop == HOPS) {
      return Future.succeededFuture();
    }
    Scope scope = call.scope();
    Promise<Void> there = Promise.promise();
    Vertx vertx = Vertx.currentContext() == null ? null : Vertx.currentContext().owner();
    int way = random.nextInt(vertx == null ? 2 : 5);
    Runnable look =
        () -> {
          log.info(call.requestId() + " way " + way);
          there.complete();
        };
    switch (way) {
      case 0 -> call.blocking(() -> run(look));
      case 1 -> ForkJoinPool.commonPool().execute(scope.wrap(look));
      case 2 -> vertx.setTimer(1, fired -> look.run());
      case 3 -> vertx.executeBlocking(() -> run(look));
      default -> vertx.getOrCreateContext().runOnContext(turn -> look.run());
    }
    Promise<Void> back = Promise.promise();
    there.future().onComplete(done -> call.blocking(() -> null).<Void>mapEmpty().onComplete(back));
    return back.future().compose(done -> hop(call, hop + 1, random));
  }

  private static Object run(Runnable task) {
    task.run();
    return null;
  }
}
