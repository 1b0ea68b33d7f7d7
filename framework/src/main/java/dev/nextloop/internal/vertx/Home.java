package dev.nextloop.internal.vertx;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Where a callback belongs. */
public final class Home {
  private Home() {}

  /** The task, to be run on the Vert.x context of this call, if there is one, from anywhere. */
  public static Runnable here(Runnable task) {
    Context context = Vertx.currentContext();
    return context == null ? task : () -> context.runOnContext(turn -> task.run());
  }
}
