package dev.nextloop.tracing.internal;

import dev.nextloop.Invocation;
import dev.nextloop.Propagation;
import java.util.function.BiConsumer;

/** The headers of a call that an invocation makes, also behind its answer. */
public final class Outgoing {
  private Outgoing() {}

  /** Gives the headers; none when the invocation is over and its facts are gone. */
  public static void inject(Invocation invocation, BiConsumer<String, String> headers) {
    try {
      Propagation.inject(invocation, headers);
    } catch (IllegalStateException over) {
      // Answered at once, and the call was made behind that: it belongs to no trace any more.
      return;
    }
  }
}
