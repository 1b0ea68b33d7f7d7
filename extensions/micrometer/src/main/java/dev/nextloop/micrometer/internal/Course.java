package dev.nextloop.micrometer.internal;

import dev.nextloop.Answered;
import dev.nextloop.Invocation;

/**
 * What is known of one invocation; times are ticks, 0 for what was not reached. Changed on its loop
 * only; the meters read it when they are told.
 */
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

  /** When a stream began to flow. */
  public long firstByte;

  /** Whether its time was up before its answer. */
  public boolean expired;

  /** Whether it was told to have ended. */
  public boolean isEnded;

  long answered;
  long posted;
  long remainingNanos;
  boolean isStreamed;
  String errorType;
  long bytes;
  int status;
  long unanswered;

  /** An event has come. */
  public Course(Invocation invocation, long ticks) {
    poll = invocation.pollTicks();
    polled = ticks;
    eventBytes = invocation.eventBytes();
  }

  /** Its answer is on its way; whether that is all of it. */
  public boolean answered(Invocation invocation, long ticks) {
    answered = ticks;
    remainingNanos = invocation.remaining().toNanos();
    take(invocation.answered());
    return !isStreamed;
  }

  /** The Runtime API has said its word on it. */
  public void posted(Answered answer, long ticks) {
    posted = ticks;
    take(answer);
  }

  private void take(Answered answer) {
    isStreamed = answer.isStreamed();
    errorType = answer.errorType();
    bytes = answer.bytes();
    status = answer.status();
  }

  /** The platform answers in its place. */
  public void unanswered(long ticks) {
    unanswered = ticks;
  }

  boolean isTaken() {
    return status >= 200 && status < 300;
  }

  /** When the handler began, as far as is known. */
  long began() {
    return decoded != 0 ? decoded : polled;
  }

  /** When it ended, or when nobody waited for it any more. */
  long ended() {
    if (handled != 0) {
      return handled;
    }
    return unanswered != 0 ? unanswered : answered;
  }
}
