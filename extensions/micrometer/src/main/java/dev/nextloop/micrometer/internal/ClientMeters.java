package dev.nextloop.micrometer.internal;

import dev.nextloop.micrometer.MicrometerOptions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client's meters, all made at once and held. What an invocation tells is recorded when it ends,
 * at once, so that a registry that writes between two invocations never tears one apart. Any
 * thread.
 */
final class ClientMeters {
  private static final String TIMEOUT_TYPE = "Runtime.HandlerTimeout";
  private static final String DECODE_TYPE = "Runtime.UnmarshalError";
  private static final long SECOND = 1_000_000_000L;

  private final boolean freezes;
  private final ByOutcome success;
  private final ByOutcome error;
  private final ByOutcome timeout;
  private final ByKind response;
  private final ByKind failure;
  private final ByKind stream;
  private final Timer poll;
  private final Timer decode;
  private final Timer encode;
  private final Timer firstByte;
  private final Timer remaining;
  private final DistributionSummary eventSize;
  private final Counter pollRetries;
  private final Counter postRetries;
  private final Counter refused;
  private final Counter replaced;
  private final Counter late;
  private final ErrorTypes errors;

  /**
   * Makes the meters.
   *
   * @param inFlight invocations in hand
   * @param fresh whether this process was started, not restored
   * @param startedTicks when the client was ready; of no meaning unless it is fresh
   */
  ClientMeters(
      MeterRegistry registry,
      MicrometerOptions options,
      AtomicInteger inFlight,
      boolean fresh,
      long startedTicks) {
    freezes = options.freezes();
    success = new ByOutcome(registry, "success");
    error = new ByOutcome(registry, "error");
    timeout = new ByOutcome(registry, "timeout");
    response = new ByKind(registry, "response");
    failure = new ByKind(registry, "error");
    stream = new ByKind(registry, "stream");
    poll = timer(registry, "poll.duration", "From a poll to its event, idle time for the most");
    decode = timer(registry, "decode.duration", "From an event's arrival to the handler's start");
    encode = timer(registry, "encode.duration", "From a handler's result to its bytes");
    firstByte = timer(registry, "stream.first.byte", "From the handler's start to a first byte");
    remaining = timer(registry, "deadline.remaining", "Left of the deadline at the answer");
    eventSize =
        DistributionSummary.builder("nextloop.event.size")
            .description("Bytes of the event")
            .baseUnit("bytes")
            .register(registry);
    pollRetries = counter(registry, "poll.retries", "Polls that failed and were tried again");
    postRetries = counter(registry, "post.retries", "Answers that were sent again");
    refused = counter(registry, "post.failures", "Answers that the Runtime API refused");
    replaced = counter(registry, "connections.replaced", "Connections that had died unused");
    late = counter(registry, "results.late", "Results of invocations that were over");
    errors = new ErrorTypes(registry, options.errorTypes());
    if (options.gauges()) {
      gauges(registry, inFlight, options.lanes());
    }
    if (fresh) {
      start(registry, options, startedTicks);
    }
  }

  private static void gauges(MeterRegistry registry, AtomicInteger inFlight, int lanes) {
    Gauge.builder("nextloop.invocations.inflight", inFlight, AtomicInteger::get)
        .description("Invocations that are not answered yet")
        .register(registry);
    if (lanes > 0) {
      Gauge.builder("nextloop.concurrency.limit", () -> lanes)
          .description("Invocations that may be in hand at once")
          .register(registry);
    }
  }

  private static void start(MeterRegistry registry, MicrometerOptions options, long startedTicks) {
    if (options.coldStart()) {
      counter(registry, "coldstart", "Starts of a process").increment();
    }
    if (options.processStart() != null) {
      long took = startedTicks - options.processStart().getAsLong();
      if (took >= 0) {
        timer(registry, "init.duration", "From the process's start to the first poll")
            .record(took, TimeUnit.NANOSECONDS);
      }
    }
  }

  private static Timer timer(MeterRegistry registry, String name, String description) {
    return Timer.builder("nextloop." + name).description(description).register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder("nextloop." + name).description(description).register(registry);
  }

  /** Something has happened; null where it concerns no invocation. */
  void told(Fact fact, Course course) {
    switch (fact) {
      case ENDED -> ended(course);
      case POSTED -> posted(course);
      case LATE -> late.increment();
      case POLL_RETRIED -> pollRetries.increment();
      case POST_RETRIED -> postRetries.increment();
      case RECONNECTED -> replaced.increment();
    }
  }

  private void ended(Course course) {
    ByOutcome outcome = outcome(course);
    outcome.invocations.increment();
    if (course.poll != 0) {
      record(poll, course.poll, course.polled);
    }
    if (course.eventBytes >= 0) {
      eventSize.record((double) course.eventBytes);
    }
    if (course.decoded != 0) {
      record(decode, course.polled, course.decoded);
    }
    if (!DECODE_TYPE.equals(course.errorType)) {
      record(outcome.handler, course.began(), course.ended());
    }
    if (course.encoded != 0) {
      record(encode, course.handled, course.encoded);
    }
    if (course.firstByte != 0) {
      record(firstByte, course.began(), course.firstByte);
    }
    if (course.answered != 0 && course.unanswered == 0) {
      answered(course);
    }
  }

  private void answered(Course course) {
    if (course.remainingNanos > 0) {
      remaining.record(course.remainingNanos, TimeUnit.NANOSECONDS);
    }
    if (course.errorType != null) {
      errors.count(course.errorType);
    }
    kind(course).size.record((double) course.bytes);
  }

  private ByOutcome outcome(Course course) {
    if (course.unanswered != 0 || TIMEOUT_TYPE.equals(course.errorType)) {
      return timeout;
    }
    if (course.errorType != null) {
      return error;
    }
    if (!course.isStreamed) {
      return success;
    }
    return course.expired ? timeout : course.isTaken() ? success : error;
  }

  private ByKind kind(Course course) {
    if (course.isStreamed) {
      return stream;
    }
    return course.errorType == null ? response : failure;
  }

  private void posted(Course course) {
    if (!course.isTaken()) {
      refused.increment();
    }
    // With the next poll behind it, a post is acknowledged before or after a freeze: who can tell.
    if (course.isStreamed || !freezes || course.posted - course.answered < SECOND) {
      record(kind(course).post, course.answered, course.posted);
    }
  }

  private static void record(Timer timer, long from, long to) {
    timer.record(to - from, TimeUnit.NANOSECONDS);
  }
}
