package dev.nextloop.logging.internal.line;

/** One log event, as each backend's own type tells of it. Read once, on one thread. */
public interface Entry {

  /** Wall clock, milliseconds since 1970. */
  long millis();

  /** Not null. */
  Level level();

  /** Name of the logger; null for none. */
  String logger();

  /** Text with its arguments put in; may be null. */
  String message();

  /** What was thrown; null for nothing. */
  Throwable failure();

  /** Of the invocation that it belongs to; null for none. */
  String requestId();

  /** Of the invocation that it belongs to; null for none. */
  String tenantId();

  /** Root of the trace that it belongs to; null for none. */
  String traceId();

  /** Hands over keys and values of the user's, without the three above; no key twice. */
  void fields(Fields to);
}
