package dev.nextloop.opentelemetry.internal;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;

/**
 * What senders gave along, without what could change another field of X-Ray's header: that
 * propagator writes baggage into it as it is.
 */
final class SafeBaggage {
  private SafeBaggage() {}

  /** The context with the baggage of both; where a key comes twice, with its own value. */
  static Context in(Context context, Context other) {
    Baggage own = Baggage.fromContext(context);
    Baggage more = Baggage.fromContext(other);
    if (own.isEmpty() && more.isEmpty()) {
      return context;
    }
    BaggageBuilder safe = Baggage.builder();
    take(more, safe);
    take(own, safe);
    return context.with(safe.build());
  }

  private static void take(Baggage from, BaggageBuilder to) {
    from.forEach(
        (key, entry) -> {
          if (isSafe(key) && isSafe(entry.getValue())) {
            to.put(key, entry.getValue(), entry.getMetadata());
          }
        });
  }

  private static boolean isSafe(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == ';') {
        return false;
      }
    }
    return true;
  }
}
