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
 * @param deadlineMargin how long before the deadline an unanswered invocation is answered with an
 *     error of type {@code Runtime.HandlerTimeout}; zero: never, the platform answers at the
 *     deadline. 0 to 900 s
 * @param defaultTimeout counts where the event names no sensible deadline, 1 s to 24 h
 * @param maxResponseBytes a longer result becomes an error of type {@code
 *     Function.ResponseSizeTooLarge} before it is sent; 1 or more
 * @param drain how long running invocations may go on when the client stops, 0 to 900 s
 * @param remoteApi whether the Runtime API may be at an address that is neither loopback nor
 *     link-local; such an address can be a man in the middle
 */
public record NextloopOptions(
    EngineKind engine,
    Pipelining pipelining,
    int lanes,
    Duration deadlineMargin,
    Duration defaultTimeout,
    long maxResponseBytes,
    Duration drain,
    boolean remoteApi) {

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
    Range.check("deadlineMargin", deadlineMargin, Duration.ZERO, Duration.ofMinutes(15));
    Range.check("defaultTimeout", defaultTimeout, Duration.ofSeconds(1), Duration.ofHours(24));
    Range.check("maxResponseBytes", maxResponseBytes >= 1, maxResponseBytes, "1 or more");
    Range.check("drain", drain, Duration.ZERO, Duration.ofMinutes(15));
  }

  /** The defaults. */
  public static NextloopOptions defaults() {
    return new NextloopOptions(
        EngineKind.AUTO,
        Pipelining.AUTO,
        1,
        Duration.ZERO,
        Duration.ofMinutes(5),
        Long.MAX_VALUE,
        Duration.ofMillis(300),
        false);
  }

  /**
   * The defaults, changed by variables and properties: {@code NEXTLOOP_ENGINE} before {@code
   * -Dnextloop.engine}, and so on for {@code PIPELINING}, {@code LANES} (or {@code
   * AWS_LAMBDA_MAX_CONCURRENCY}), {@code DEADLINE_MARGIN_MS}, {@code DEFAULT_TIMEOUT_MS}, {@code
   * RESPONSE_MAX_BYTES}, {@code DRAIN_MS}, {@code ALLOW_REMOTE_API}.
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
        settings.millis("DEADLINE_MARGIN_MS", defaults.deadlineMargin),
        settings.millis("DEFAULT_TIMEOUT_MS", defaults.defaultTimeout),
        settings.number("RESPONSE_MAX_BYTES", defaults.maxResponseBytes),
        settings.millis("DRAIN_MS", defaults.drain),
        settings.flag("ALLOW_REMOTE_API", defaults.remoteApi));
  }

  /** The same with another engine. */
  public NextloopOptions withEngine(EngineKind other) {
    return new NextloopOptions(
        other,
        pipelining,
        lanes,
        deadlineMargin,
        defaultTimeout,
        maxResponseBytes,
        drain,
        remoteApi);
  }

  /** The same with or without pipelining. */
  public NextloopOptions withPipelining(Pipelining other) {
    return new NextloopOptions(
        engine, other, lanes, deadlineMargin, defaultTimeout, maxResponseBytes, drain, remoteApi);
  }

  /** The same with another number of lanes. */
  public NextloopOptions withLanes(int other) {
    return new NextloopOptions(
        engine,
        pipelining,
        other,
        deadlineMargin,
        defaultTimeout,
        maxResponseBytes,
        drain,
        remoteApi);
  }

  /** The same with another margin. */
  public NextloopOptions withDeadlineMargin(Duration other) {
    return new NextloopOptions(
        engine, pipelining, lanes, other, defaultTimeout, maxResponseBytes, drain, remoteApi);
  }

  /** The same with another default time-out. */
  public NextloopOptions withDefaultTimeout(Duration other) {
    return new NextloopOptions(
        engine, pipelining, lanes, deadlineMargin, other, maxResponseBytes, drain, remoteApi);
  }

  /** The same with another bound of the response. */
  public NextloopOptions withMaxResponseBytes(long other) {
    return new NextloopOptions(
        engine, pipelining, lanes, deadlineMargin, defaultTimeout, other, drain, remoteApi);
  }

  /** The same with another time to drain. */
  public NextloopOptions withDrain(Duration other) {
    return new NextloopOptions(
        engine,
        pipelining,
        lanes,
        deadlineMargin,
        defaultTimeout,
        maxResponseBytes,
        other,
        remoteApi);
  }

  /** Nanoseconds of {@link #deadlineMargin}. */
  public long deadlineMarginNanos() {
    return deadlineMargin.toNanos();
  }
}
