package dev.nextloop.internal.loop;

import dev.nextloop.Reply;
import dev.nextloop.internal.wire.LambdaInvocation;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;

/** Brings a result that came later, or on another thread, back to its lane. */
final class Settlement implements Handler<AsyncResult<Reply>>, Runnable {
  private final Lane lane;
  private final LambdaInvocation invocation;
  private AsyncResult<Reply> result;

  Settlement(Lane lane, LambdaInvocation invocation) {
    this.lane = lane;
    this.invocation = invocation;
  }

  @Override
  public void handle(AsyncResult<Reply> completed) {
    result = completed;
    if (lane.loop().inLoop()) {
      run();
    } else {
      lane.loop().execute(this);
    }
  }

  @Override
  public void run() {
    lane.settled(invocation, result);
  }
}
