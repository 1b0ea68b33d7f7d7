package dev.nextloop.launch;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import io.vertx.core.Future;
import java.lang.reflect.Constructor;

/**
 * A handler whose constructor takes a {@code Vertx}: it is made when there is one, which may be
 * after the first poll was sent.
 */
final class VertxHandler implements EventHandler<Body, Reply> {
  private final ReflectiveHandler type;
  private final Constructor<?> constructor;
  private volatile EventHandler<Body, Reply> made;
  private volatile Throwable failure;
  private volatile Runnable afterFailure;

  VertxHandler(ReflectiveHandler type, Constructor<?> constructor) {
    this.type = type;
    this.constructor = constructor;
  }

  /** Looks at the type's name, so that a handler without Vert.x loads nothing of it. */
  static boolean isFor(Constructor<?> constructor) {
    return constructor.getParameterCount() == 1
        && constructor.getParameterTypes()[0].getName().equals("io.vertx.core.Vertx");
  }

  /** Calls the constructor. */
  void make(Object vertx) throws Exception {
    made = type.make(constructor, vertx);
  }

  /**
   * It can't be made, and a poll is out: too late to report a failed init, so the event says it.
   *
   * @param then run when an event is answered with the failure
   */
  void fail(Throwable cause, Runnable then) {
    afterFailure = then;
    failure = cause;
  }

  /** Why it could not be made, or null. */
  Throwable failure() {
    return failure;
  }

  @Override
  public Future<Reply> handle(Body event, Invocation invocation) throws Exception {
    if (failure == null) {
      return made.handle(event, invocation);
    }
    afterFailure.run();
    return Future.failedFuture(failure);
  }

  @Override
  public Future<Void> close() {
    return made == null ? Future.succeededFuture() : made.close();
  }
}
