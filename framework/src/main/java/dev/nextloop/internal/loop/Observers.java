package dev.nextloop.internal.loop;

import dev.nextloop.Invocation;
import dev.nextloop.Observer;
import dev.nextloop.Stage;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.internal.wire.Observed;
import dev.nextloop.spi.Host;
import java.util.List;

/** Tells the observers; reads no clock when there are none. One that throws is logged once. */
final class Observers {
  private final Host host;
  private final Observer[] observers;
  private final boolean[] complained;

  Observers(Host host, List<Observer> observers) {
    this.host = host;
    this.observers = observers.toArray(new Observer[0]);
    this.complained = new boolean[this.observers.length];
  }

  boolean areNone() {
    return observers.length == 0;
  }

  /** Tells them of a stage that is reached now; its ticks, or 0 where there is nobody. */
  long at(Stage stage, Invocation invocation) {
    if (observers.length == 0) {
      return 0;
    }
    long ticks = host.ticks();
    tell(stage, invocation, ticks);
    return ticks;
  }

  /** A stage that only the handler's codec knows of, told now or noted until {@link #handled}. */
  void reached(Stage stage, LambdaInvocation invocation, boolean onLoop) {
    if (observers.length == 0) {
      return;
    }
    if (onLoop) {
      invocation.observed().told(stage);
      tell(stage, invocation, host.ticks());
    } else {
      invocation.observed().note(stage, host.ticks());
    }
  }

  /** The whole chain's future has completed: whoever was not told so far is told now. */
  void handled(LambdaInvocation invocation) {
    if (observers.length == 0) {
      return;
    }
    Observed passed = invocation.observed();
    for (int i = 0; i < passed.noted(); i++) {
      tell(passed.stage(i), invocation, passed.ticks(i));
    }
    if (!passed.isHandled()) {
      tell(Stage.HANDLED, invocation, host.ticks());
    }
  }

  private void tell(Stage stage, Invocation invocation, long ticks) {
    for (int i = 0; i < observers.length; i++) {
      try {
        observers[i].at(stage, invocation, ticks);
      } catch (Throwable e) { // NOPMD: whatever an observer throws, the lane goes on
        if (!complained[i]) {
          complained[i] = true;
          String name = observers[i].getClass().getName();
          host.log("nextloop: observer " + name + " throws, said once: " + e);
        }
      }
    }
  }
}
