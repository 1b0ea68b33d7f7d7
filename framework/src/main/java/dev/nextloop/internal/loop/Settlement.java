package dev.nextloop.internal.loop;

import dev.nextloop.Reply;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Completable;

/** Brings a result that came later, or on another thread, back to its lane. */
final class Settlement implements Completable<Reply>, Runnable {
  private final Lane lane;
  private final LambdaInvocation invocation;
  private Reply reply;
  private Throwable failure;

  Settlement(Lane lane, LambdaInvocation invocation) {
    this.lane = lane;
    this.invocation = invocation;
  }

  @Override
  public void complete(Reply result, Throwable cause) {
    reply = result;
    failure = cause;
    LaneLoop loop = lane.loop();
    if (loop.inLoop()) {
      // What the lane does from here on is no part of the invocation.
      Object outside = loop.enter(null);
      try {
        run();
      } finally {
        loop.exit(outside);
      }
    } else {
      loop.execute(this);
    }
  }

  @Override
  public void run() {
    lane.settled(invocation, reply, failure);
  }
}
