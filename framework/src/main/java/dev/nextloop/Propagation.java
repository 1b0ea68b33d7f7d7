package dev.nextloop;

import java.util.function.BiConsumer;

/**
 * What an outgoing call carries of the trace that its invocation belongs to. A tracer leaves its
 * own with the invocation, under {@link #KEY}; where none has, the platform's header is passed on
 * as it came.
 */
@FunctionalInterface
public interface Propagation {
  /** Where a tracer leaves what is to be carried. */
  Key<Propagation> KEY = Key.of("propagation");

  /** X-Ray's header, between services. */
  String XRAY_HEADER = "X-Amzn-Trace-Id";

  /**
   * Gives the headers of one call.
   *
   * @param headers takes name and value, which are safe in a header
   */
  void inject(BiConsumer<String, String> headers);

  /**
   * Gives the headers of a call that is made for this invocation; none where it has no trace. Any
   * thread.
   */
  static void inject(Invocation invocation, BiConsumer<String, String> headers) {
    Propagation left = invocation.attribute(KEY);
    if (left != null) {
      left.inject(headers);
    } else {
      invocation.trace().ifPresent(trace -> headers.accept(XRAY_HEADER, trace.value()));
    }
  }
}
