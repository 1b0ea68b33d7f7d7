package dev.nextloop.samples.observability.show;

import dev.nextloop.samples.observability.Order;

/**
 * One invocation as its caller saw it.
 *
 * @param requestId also in its lines of the log
 * @param traceId the trace's root
 * @param answer a receipt or an error, as JSON
 * @param trace the caller's own span with all that the function recorded in it
 */
record Invoked(
    String requestId, String traceId, Order order, boolean failed, String answer, Span trace) {}
