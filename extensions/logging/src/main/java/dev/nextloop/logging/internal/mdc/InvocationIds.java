package dev.nextloop.logging.internal.mdc;

import dev.nextloop.Invocation;
import dev.nextloop.TraceHeader;
import java.util.Map;

/**
 * What each line of an invocation tells of it.
 *
 * @param requestId not null
 * @param traceId Root of the trace; may be null
 * @param tenantId may be null
 */
public record InvocationIds(String requestId, String traceId, String tenantId) {
  /** Name of the request id among a thread's keys. */
  public static final String REQUEST_ID = "requestId";

  /** Name of the trace id among a thread's keys. */
  public static final String TRACE_ID = "traceId";

  /** Name of the tenant id among a thread's keys. */
  public static final String TENANT_ID = "tenantId";

  static InvocationIds of(Invocation invocation) {
    try {
      return new InvocationIds(
          invocation.requestId(),
          invocation.trace().map(TraceHeader::root).orElse(null),
          invocation.tenantId().orElse(null));
    } catch (IllegalStateException answered) {
      // The other facts have ended with the answer.
      return new InvocationIds(invocation.requestId(), null, null);
    }
  }

  /** As a thread's keys. */
  Map<String, String> keys() {
    if (tenantId != null) {
      return traceId == null
          ? Map.of(REQUEST_ID, requestId, TENANT_ID, tenantId)
          : Map.of(REQUEST_ID, requestId, TRACE_ID, traceId, TENANT_ID, tenantId);
    }
    return traceId == null
        ? Map.of(REQUEST_ID, requestId)
        : Map.of(REQUEST_ID, requestId, TRACE_ID, traceId);
  }

  /** Whether a thread's key is one of the three. */
  public static boolean isOne(String key) {
    return REQUEST_ID.equals(key) || TRACE_ID.equals(key) || TENANT_ID.equals(key);
  }
}
