package dev.nextloop;

/**
 * Tells events of customers from sample events, which {@code NEXTLOOP_PRIME} has run before a
 * snapshot is taken: a handler leaves out then what must not happen for a sample. Functions without
 * this class on their class path see the request id's start, or {@code nextloop-primed} in the
 * client context's {@code custom} values.
 */
public final class Priming {
  /** Request ids of sample events start like this; they are UUIDs. */
  public static final String REQUEST_ID_PREFIX = "00000000-0000-0000-0000-";

  /** Name of the value in the client context, and, where it is a header, of that. */
  public static final String MARK = "nextloop-primed";

  private Priming() {}

  /** Whether the invocation is a sample's, whose answer nobody gets. */
  public static boolean of(Invocation invocation) {
    return invocation.requestId().startsWith(REQUEST_ID_PREFIX)
        && invocation.header(MARK).isPresent();
  }
}
