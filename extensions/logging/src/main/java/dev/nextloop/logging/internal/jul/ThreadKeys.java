package dev.nextloop.logging.internal.jul;

import dev.nextloop.logging.internal.line.Fields;
import dev.nextloop.logging.internal.mdc.InvocationIds;
import java.util.Map;
import org.slf4j.MDC;

/** Keys of the user's that a thread has. */
interface ThreadKeys {

  /** Hands them over, without an invocation's ids. */
  void forEach(Fields to);

  /** SLF4J's. Apart, so that it is never loaded without SLF4J. */
  final class OfSlf4j implements ThreadKeys {
    @Override
    public void forEach(Fields to) {
      Map<String, String> keys = MDC.getCopyOfContextMap();
      if (keys != null) {
        keys.forEach(
            (key, value) -> {
              if (!InvocationIds.isOne(key)) {
                to.field(key, value);
              }
            });
      }
    }
  }
}
