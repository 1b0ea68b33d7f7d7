package dev.nextloop.micrometer.internal;

/** The times of one invocation, in ticks; 0 for what was not reached. Its loop only. */
public final class Course {
  final long poll;
  final long polled;
  final long eventBytes;

  /** When the codec was done with the event. */
  public long decoded;

  /** When the handler's future completed. */
  public long handled;

  /** When the codec was done with the result. */
  public long encoded;

  /** Whether its time was up before its answer. */
  public boolean expired;

  long answered;
  boolean isCounted;

  Course(long poll, long polled, long eventBytes) {
    this.poll = poll;
    this.polled = polled;
    this.eventBytes = eventBytes;
  }

  /** When the handler began, as far as is known. */
  long began() {
    return decoded != 0 ? decoded : polled;
  }
}
