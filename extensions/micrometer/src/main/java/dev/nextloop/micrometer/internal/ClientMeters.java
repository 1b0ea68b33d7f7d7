package dev.nextloop.micrometer.internal;

import dev.nextloop.Answered;
import dev.nextloop.Invocation;
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
 * in one place, so that a registry that writes between two invocations never tears one apart. Any
 * thread; one invocation's calls come from its loop.
 */
public final class ClientMeters {
  private static final String TIMEOUT_TYPE = "Runtime.HandlerTimeout";
  private static final String DECODE_TYPE = "Runtime.UnmarshalError";
  private static final long SECOND = 1_000_000_000L;

  private final boolean freezes;
  // Gauges hold what they look at weakly; this is who holds it.
  private final AtomicInteger inFlight = new AtomicInteger();
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
   * @param startedTicks when the client was ready; of no meaning unless it is fresh
   * @param fresh whether this process was started, not restored
   */
  public ClientMeters(
      MeterRegistry registry, MicrometerOptions options, long startedTicks, boolean fresh) {
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
      gauges(registry, options.lanes());
    }
    if (fresh) {
      start(registry, options, startedTicks);
    }
  }

  private void gauges(MeterRegistry registry, int lanes) {
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

  /** An event has come. */
  public Course begun(Invocation invocation, long ticks) {
    inFlight.incrementAndGet();
    return new Course(invocation.pollTicks(), ticks, invocation.eventBytes());
  }

  /** Its answer is on its way; that of a stream counts when it is complete. */
  public void answered(Invocation invocation, Course course, long ticks) {
    course.answered = ticks;
    long left = invocation.remaining().toNanos();
    if (left > 0) {
      remaining.record(left, TimeUnit.NANOSECONDS);
    }
    Answered answered = invocation.answered();
    if (!answered.isStreamed()) {
      answered(answered, course);
    }
  }

  private void answered(Answered answered, Course course) {
    String type = answered.errorType();
    if (type != null) {
      errors.count(type);
    }
    kind(answered).size.record((double) answered.bytes());
    over(course, outcome(answered, type, course), course.answered, !DECODE_TYPE.equals(type));
  }

  private ByKind kind(Answered answered) {
    if (answered.isStreamed()) {
      return stream;
    }
    return answered.errorType() == null ? response : failure;
  }

  private ByOutcome outcome(Answered answered, String type, Course course) {
    if (type != null) {
      return TIMEOUT_TYPE.equals(type) ? timeout : error;
    }
    if (!answered.isStreamed()) {
      return success;
    }
    return course.expired ? timeout : isTaken(answered) ? success : error;
  }

  private static boolean isTaken(Answered answered) {
    return answered.status() >= 200 && answered.status() < 300;
  }

  private void over(Course course, ByOutcome outcome, long ticks, boolean isHandled) {
    if (course.isCounted) {
      return;
    }
    course.isCounted = true;
    inFlight.decrementAndGet();
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
    if (isHandled) {
      record(outcome.handler, course.began(), course.handled != 0 ? course.handled : ticks);
    }
    if (course.encoded != 0) {
      record(encode, course.handled, course.encoded);
    }
  }

  private static void record(Timer timer, long from, long to) {
    timer.record(to - from, TimeUnit.NANOSECONDS);
  }

  /** A stream has begun to flow. */
  public void firstByte(Course course, long ticks) {
    record(firstByte, course.began(), ticks);
  }

  /** The Runtime API has said its word on the answer. */
  public void posted(Answered answered, Course course, long ticks) {
    if (!isTaken(answered)) {
      refused.increment();
    }
    // With the next poll behind it, a post is acknowledged before or after a freeze: who can tell.
    if (answered.isStreamed() || !freezes || ticks - course.answered < SECOND) {
      record(kind(answered).post, course.answered, ticks);
    }
    if (!course.isCounted) {
      answered(answered, course);
    }
  }

  /** The platform answers in its place. */
  public void unanswered(Course course, long ticks) {
    over(course, timeout, ticks, true);
  }

  /** A result came too late. */
  public void late(Course course) {
    late.increment();
    if (!course.isCounted) {
      // Given up at the end of the client.
      over(course, error, course.polled, false);
    }
  }

  /** A poll is tried again. */
  public void pollRetried() {
    pollRetries.increment();
  }

  /** An answer is sent again. */
  public void postRetried() {
    postRetries.increment();
  }

  /** A connection was replaced. */
  public void reconnected() {
    replaced.increment();
  }
}
