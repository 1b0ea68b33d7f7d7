package dev.nextloop.internal.loop;

import dev.nextloop.Reply;
import dev.nextloop.internal.wire.LambdaInvocation;
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
    if (lane.loop().inLoop()) {
      run();
    } else {
      lane.loop().execute(this);
    }
  }

  @Override
  public void run() {
    lane.settled(invocation, reply, failure);
  }
}
