package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.Counter;
import java.util.function.Consumer;

/**
 * Counts what is left out on purpose: values that CloudWatch does not take, meters beyond the
 * bound, lines that the log did not take. Any thread.
 */
public final class Losses {
  private final Consumer<String> log;
  private volatile Counter counter;
  private boolean complained;

  /**
   * Before there is a counter.
   *
   * @param log takes a line for people
   */
  public Losses(Consumer<String> log) {
    this.log = log;
  }

  /** Counts here from now on. */
  public void countedBy(Counter own) {
    counter = own;
  }

  /** One more. */
  void dropped() {
    Counter own = counter;
    if (own != null) {
      own.increment();
    }
  }

  /** A meter had no place. */
  void refused(String name, int most) {
    dropped();
    synchronized (this) {
      if (complained) {
        return;
      }
      complained = true;
    }
    log.accept(
        "nextloop: there are "
            + most
            + " metrics, as many as may be; '"
            + Limits.shown(name)
            + "' and further ones are not measured, said once; give their tags fewer values");
  }

  /** A sink that counts what it fails to take, and never throws. */
  public Consumer<String> guarding(Consumer<String> sink) {
    return line -> {
      try {
        sink.accept(line);
      } catch (RuntimeException notTaken) {
        dropped();
      }
    };
  }
}
