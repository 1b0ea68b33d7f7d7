package dev.nextloop.logging.internal.line;

/**
 * Says how many records are missing.
 *
 * @param millis wall clock
 */
public record Notice(long millis, long count) implements Entry {
  @Override
  public Level level() {
    return Level.WARN;
  }

  @Override
  public String logger() {
    return "dev.nextloop.logging";
  }

  @Override
  public String message() {
    return count
        + " log records were dropped: they came faster than they were read"
        + " (NEXTLOOP_LOG_BUFFER_BYTES bounds what may wait)";
  }

  @Override
  public Throwable failure() {
    return null;
  }

  @Override
  public String requestId() {
    return null;
  }

  @Override
  public String tenantId() {
    return null;
  }

  @Override
  public String traceId() {
    return null;
  }

  @Override
  public void fields(Fields to) {
    to.field("dropped", count);
  }
}
