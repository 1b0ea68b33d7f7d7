package dev.nextloop;

import dev.nextloop.spi.Host;
import java.time.Duration;

/**
 * Settings of a client; checked when they are made.
 *
 * @param engine which transport
 * @param pipelining whether the engines {@code direct} and {@code socket} send the next poll in one
 *     write with the answer before it
 * @param lanes invocations at once, 1 to 1,000
 * @param concurrent whether a failure that would end the client ends only its lane, or nothing at
 *     all: the platform runs several invocations at once, and all of them end with the process
 * @param loops over how many loops the lanes are spread, each with a thread of its own, 1 to 64; no
 *     more than there are lanes
 * @param deadlineMargin how long before the deadline an unanswered invocation is answered with an
 *     error of type {@code Runtime.HandlerTimeout}; zero: never, the platform answers at the
 *     deadline. 0 to 900 s
 * @param defaultTimeout counts where the event names no sensible deadline, 1 s to 24 h
 * @param maxResponseBytes a longer result becomes an error of type {@code
 *     Function.ResponseSizeTooLarge} before it is sent; 1 or more
 * @param postBudgetBytes while responses of more than this are being posted, over all lanes, no
 *     lane polls; those already in hand are finished. 1 or more
 * @param drain how long running invocations may go on when the client stops, 0 to 900 s
 * @param flushBudget how long the next poll waits for what is flushed behind an answer, and the
 *     client's end for the last flush; never beyond the deadline. 0 to 900 s
 * @param expiryNotice how long before a deadline observers hear {@link Stage#EXPIRING}, 0 to 900 s
 * @param remoteApi whether the Runtime API may be at an address that is neither loopback nor
 *     link-local; such an address can be a man in the middle
 * @param debug whether the client logs at its start what it is made of, in order
 */
public record NextloopOptions(
    EngineKind engine,
    Pipelining pipelining,
    int lanes,
    boolean concurrent,
    int loops,
    Duration deadlineMargin,
    Duration defaultTimeout,
    long maxResponseBytes,
    long postBudgetBytes,
    Duration drain,
    Duration flushBudget,
    Duration expiryNotice,
    boolean remoteApi,
    boolean debug) {

  /** The transports. */
  public enum EngineKind {
    /** {@link #SOCKET} where a Vert.x instance is given, else {@link #DIRECT}. */
    AUTO,
    /** JDK sockets on a selector loop; starts no Vert.x. */
    DIRECT,
    /** Vert.x sockets on an event loop of the Vert.x instance that is given. */
    SOCKET,
    /** Vert.x Web Client on the Vert.x instance that is given. */
    WEB
  }

  /** Whether polls leave behind answers. */
  public enum Pipelining {
    /** Yes, until the Runtime API shows the first sign that it does not take them; then no more. */
    AUTO,
    /** Yes, whatever happens. */
    ON,
    /** No: each poll waits until the answer before it is acknowledged. */
    OFF
  }

  /** Checks every value. */
  public NextloopOptions {
    Range.check("engine", engine != null, engine, "auto, direct, socket or web");
    Range.check("pipelining", pipelining != null, pipelining, "auto, on or off");
    Range.check("lanes", lanes >= 1 && lanes <= 1_000, lanes, "1 to 1000");
    Range.check("loops", loops >= 1 && loops <= 64, loops, "1 to 64");
    Range.check("deadlineMargin", deadlineMargin, Duration.ZERO, Duration.ofMinutes(15));
    Range.check("defaultTimeout", defaultTimeout, Duration.ofSeconds(1), Duration.ofHours(24));
    Range.check("maxResponseBytes", maxResponseBytes >= 1, maxResponseBytes, "1 or more");
    Range.check("postBudgetBytes", postBudgetBytes >= 1, postBudgetBytes, "1 or more");
    Range.check("drain", drain, Duration.ZERO, Duration.ofMinutes(15));
    Range.check("flushBudget", flushBudget, Duration.ZERO, Duration.ofMinutes(15));
    Range.check("expiryNotice", expiryNotice, Duration.ZERO, Duration.ofMinutes(15));
  }

  /** The defaults. */
  public static NextloopOptions defaults() {
    return new NextloopOptions(
        EngineKind.AUTO,
        Pipelining.AUTO,
        1,
        false,
        1,
        Duration.ZERO,
        Duration.ofMinutes(5),
        Long.MAX_VALUE,
        64L << 20,
        Duration.ofMillis(300),
        Duration.ofMillis(500),
        Duration.ofMillis(100),
        false,
        false);
  }

  /**
   * The defaults, changed by variables and properties: {@code NEXTLOOP_ENGINE} before {@code
   * -Dnextloop.engine}, and so on for {@code PIPELINING}, {@code LANES} (or {@code
   * AWS_LAMBDA_MAX_CONCURRENCY}), {@code LOOPS}, {@code DEADLINE_MARGIN_MS}, {@code
   * DEFAULT_TIMEOUT_MS}, {@code RESPONSE_MAX_BYTES}, {@code POST_BUDGET_BYTES}, {@code DRAIN_MS},
   * {@code FLUSH_BUDGET_MS}, {@code EXPIRY_NOTICE_MS}, {@code ALLOW_REMOTE_API}, {@code DEBUG}.
   * {@code AWS_LAMBDA_MAX_CONCURRENCY} of 1 or more also means {@link #concurrent()}.
   *
   * @throws IllegalArgumentException names the setting, its value and what is right
   */
  public static NextloopOptions from(Host host) {
    NextloopOptions defaults = defaults();
    Settings settings = new Settings(host);
    return new NextloopOptions(
        settings.oneOf("ENGINE", EngineKind.class, defaults.engine),
        settings.oneOf("PIPELINING", Pipelining.class, defaults.pipelining),
        settings.lanes(defaults.lanes),
        settings.concurrent(defaults.concurrent),
        settings.integer("LOOPS", defaults.loops),
        settings.millis("DEADLINE_MARGIN_MS", defaults.deadlineMargin),
        settings.millis("DEFAULT_TIMEOUT_MS", defaults.defaultTimeout),
        settings.number("RESPONSE_MAX_BYTES", defaults.maxResponseBytes),
        settings.number("POST_BUDGET_BYTES", defaults.postBudgetBytes),
        settings.millis("DRAIN_MS", defaults.drain),
        settings.millis("FLUSH_BUDGET_MS", defaults.flushBudget),
        settings.millis("EXPIRY_NOTICE_MS", defaults.expiryNotice),
        settings.flag("ALLOW_REMOTE_API", defaults.remoteApi),
        settings.flag("DEBUG", defaults.debug));
  }

  /** The same with another engine. */
  public NextloopOptions withEngine(EngineKind other) {
    Draft draft = new Draft(this);
    draft.engine = other;
    return draft.made();
  }

  /** The same with another way of pipelining. */
  public NextloopOptions withPipelining(Pipelining other) {
    Draft draft = new Draft(this);
    draft.pipelining = other;
    return draft.made();
  }

  /** The same with another number of lanes. */
  public NextloopOptions withLanes(int other) {
    Draft draft = new Draft(this);
    draft.lanes = other;
    return draft.made();
  }

  /** The same with the failure rules of the other mode. */
  public NextloopOptions withConcurrent(boolean other) {
    Draft draft = new Draft(this);
    draft.concurrent = other;
    return draft.made();
  }

  /** The same with another number of loops. */
  public NextloopOptions withLoops(int other) {
    Draft draft = new Draft(this);
    draft.loops = other;
    return draft.made();
  }

  /** The same with another margin. */
  public NextloopOptions withDeadlineMargin(Duration other) {
    Draft draft = new Draft(this);
    draft.deadlineMargin = other;
    return draft.made();
  }

  /** The same with another default time-out. */
  public NextloopOptions withDefaultTimeout(Duration other) {
    Draft draft = new Draft(this);
    draft.defaultTimeout = other;
    return draft.made();
  }

  /** The same with another bound of the response. */
  public NextloopOptions withMaxResponseBytes(long other) {
    Draft draft = new Draft(this);
    draft.maxResponseBytes = other;
    return draft.made();
  }

  /** The same with another budget of responses. */
  public NextloopOptions withPostBudgetBytes(long other) {
    Draft draft = new Draft(this);
    draft.postBudgetBytes = other;
    return draft.made();
  }

  /** The same with another time to drain. */
  public NextloopOptions withDrain(Duration other) {
    Draft draft = new Draft(this);
    draft.drain = other;
    return draft.made();
  }

  /** The same with another budget of flushes. */
  public NextloopOptions withFlushBudget(Duration other) {
    Draft draft = new Draft(this);
    draft.flushBudget = other;
    return draft.made();
  }

  /** The same with another notice of what expires. */
  public NextloopOptions withExpiryNotice(Duration other) {
    Draft draft = new Draft(this);
    draft.expiryNotice = other;
    return draft.made();
  }

  /** The same, telling more or less of itself. */
  public NextloopOptions withDebug(boolean other) {
    Draft draft = new Draft(this);
    draft.debug = other;
    return draft.made();
  }

  /** Nanoseconds of {@link #deadlineMargin}. */
  public long deadlineMarginNanos() {
    return deadlineMargin.toNanos();
  }

  /** The settings while one of them is changed. */
  private static final class Draft {
    EngineKind engine;
    Pipelining pipelining;
    int lanes;
    boolean concurrent;
    int loops;
    Duration deadlineMargin;
    Duration defaultTimeout;
    long maxResponseBytes;
    long postBudgetBytes;
    Duration drain;
    Duration flushBudget;
    Duration expiryNotice;
    boolean remoteApi;
    boolean debug;

    Draft(NextloopOptions from) {
      engine = from.engine;
      pipelining = from.pipelining;
      lanes = from.lanes;
      concurrent = from.concurrent;
      loops = from.loops;
      deadlineMargin = from.deadlineMargin;
      defaultTimeout = from.defaultTimeout;
      maxResponseBytes = from.maxResponseBytes;
      postBudgetBytes = from.postBudgetBytes;
      drain = from.drain;
      flushBudget = from.flushBudget;
      expiryNotice = from.expiryNotice;
      remoteApi = from.remoteApi;
      debug = from.debug;
    }

    NextloopOptions made() {
      return new NextloopOptions(
          engine,
          pipelining,
          lanes,
          concurrent,
          loops,
          deadlineMargin,
          defaultTimeout,
          maxResponseBytes,
          postBudgetBytes,
          drain,
          flushBudget,
          expiryNotice,
          remoteApi,
          debug);
    }
  }
}
