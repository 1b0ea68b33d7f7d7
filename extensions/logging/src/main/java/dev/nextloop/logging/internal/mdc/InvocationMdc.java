package dev.nextloop.logging.internal.mdc;

import dev.nextloop.Invocation;

/**
 * Has a thread's keys follow the invocations of one client. Nobody is told when a thread goes over
 * to another invocation, so they are set right when somebody is about to read them: before an event
 * is logged. Where nothing has changed, that costs two look-ups. Any thread.
 */
public final class InvocationMdc {
  private final CurrentIds current;
  private final Mdc mdc;

  // So that only what this client has put is taken away.
  @SuppressWarnings("ThreadLocalUsage") // one for each client
  private final ThreadLocal<InvocationIds> shown = new ThreadLocal<>();

  /** Keys of this library follow these invocations. */
  public InvocationMdc(CurrentIds current, Mdc mdc) {
    this.current = current;
    this.mdc = mdc;
  }

  /** A handler is about to be called; what others have left with its thread is forgotten. */
  public void begin(Invocation invocation) {
    InvocationIds ids = current.of(invocation);
    mdc.set(ids.keys());
    shown.set(ids);
  }

  /** An event is about to be logged. */
  @SuppressWarnings("ReferenceEquality") // as for isThere
  public void follow() {
    InvocationIds now = current.get();
    InvocationIds before = shown.get();
    if (now != before || (now != null && !isThere(now))) {
      if (before != null && isThere(before)) {
        remove();
      }
      if (now == null) {
        shown.set(null);
      } else {
        put(now);
      }
    }
  }

  /** By identity: an id that comes twice is another string, maybe with another trace. */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"})
  private boolean isThere(InvocationIds ids) {
    return mdc.get(InvocationIds.REQUEST_ID) == ids.requestId();
  }

  private void remove() {
    mdc.remove(InvocationIds.REQUEST_ID);
    mdc.remove(InvocationIds.TRACE_ID);
    mdc.remove(InvocationIds.TENANT_ID);
  }

  private void put(InvocationIds ids) {
    mdc.put(InvocationIds.REQUEST_ID, ids.requestId());
    put(InvocationIds.TRACE_ID, ids.traceId());
    put(InvocationIds.TENANT_ID, ids.tenantId());
    shown.set(ids);
  }

  private void put(String key, String value) {
    if (value != null) {
      mdc.put(key, value);
    } else if (mdc.get(key) != null) {
      mdc.remove(key);
    }
  }
}
