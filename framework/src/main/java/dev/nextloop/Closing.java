package dev.nextloop;

import dev.nextloop.internal.loop.Loops;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Engine;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is done behind the last lane: the last flush, then handler and engines are closed. What they
 * say of it changes no result.
 */
final class Closing implements Completable<Void> {
  final Promise<Void> closed = Promise.promise();
  private final Loops loops;
  private final EventHandler<Body, Reply> handler;
  private final List<Engine> engines;
  private final Supplier<Future<Void>> rest;

  /**
   * Closes when it is completed.
   *
   * @param rest what is closed last
   */
  Closing(
      Loops loops,
      EventHandler<Body, Reply> handler,
      List<Engine> engines,
      Supplier<Future<Void>> rest) {
    this.loops = loops;
    this.handler = handler;
    this.engines = engines;
    this.rest = rest;
  }

  @Override
  public void complete(Void done, Throwable failure) {
    Future.<Void>succeededFuture()
        .eventually(loops::flush)
        .eventually(handler::close)
        .eventually(() -> closeEngines(engines.size()))
        .eventually(rest)
        .onComplete(
            any -> {
              if (failure == null) {
                closed.complete();
              } else {
                closed.fail(failure);
              }
            });
  }

  /** The first one last: it may own what the others run on. */
  private Future<Void> closeEngines(int left) {
    return left == 0
        ? Future.succeededFuture()
        : engines.get(left - 1).close().eventually(() -> closeEngines(left - 1));
  }
}
