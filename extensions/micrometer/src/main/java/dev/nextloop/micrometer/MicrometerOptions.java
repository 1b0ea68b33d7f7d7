package dev.nextloop.micrometer;

import dev.nextloop.micrometer.internal.ProcessStart;
import dev.nextloop.spi.Host;
import java.util.function.LongSupplier;

/**
 * How a client is measured; checked when it is made.
 *
 * @param gauges whether there are gauges of invocations in hand and of lanes
 * @param lanes how many lanes the client has, 1 to 1,000; 0 where it is not known, and then there
 *     is no gauge of it
 * @param errorTypes how many types of errors are told apart, 1 to 1,000; the further ones are
 *     counted as {@code other}
 * @param coldStart whether a start of the process counts as a cold start
 * @param processStart asked once, behind the first poll, for the ticks at the process's start; null
 *     for no init time
 * @param freezes whether the process may be frozen between invocations. If so, the time of a post
 *     that takes a second or more is left out: it would be the freeze's
 */
public record MicrometerOptions(
    boolean gauges,
    int lanes,
    int errorTypes,
    boolean coldStart,
    LongSupplier processStart,
    boolean freezes) {

  /** Checks every value. */
  public MicrometerOptions {
    check("lanes", lanes, 0);
    check("errorTypes", errorTypes, 1);
  }

  private static void check(String name, int value, int least) {
    if (value < least || value > 1_000) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be " + least + " to 1000");
    }
  }

  /** With gauges, 20 types of errors, cold starts and freezes; lanes and init time unknown. */
  public static MicrometerOptions defaults() {
    return new MicrometerOptions(true, 0, 20, true, null, true);
  }

  /** The same with gauges, or without. */
  public MicrometerOptions withGauges(boolean other) {
    return new MicrometerOptions(other, lanes, errorTypes, coldStart, processStart, freezes);
  }

  /** The same with another number of lanes. */
  public MicrometerOptions withLanes(int other) {
    return new MicrometerOptions(gauges, other, errorTypes, coldStart, processStart, freezes);
  }

  /** The same with another number of types of errors. */
  public MicrometerOptions withErrorTypes(int other) {
    return new MicrometerOptions(gauges, lanes, other, coldStart, processStart, freezes);
  }

  /** The same, counting a cold start or not. */
  public MicrometerOptions withColdStart(boolean other) {
    return new MicrometerOptions(gauges, lanes, errorTypes, other, processStart, freezes);
  }

  /** The same with the init time since this process was started. */
  public MicrometerOptions withInitOf(Host host) {
    return withProcessStart(new ProcessStart(host));
  }

  /** The same with the init time since these ticks. */
  public MicrometerOptions withProcessStart(LongSupplier other) {
    return new MicrometerOptions(gauges, lanes, errorTypes, coldStart, other, freezes);
  }

  /** The same for a process that is frozen between invocations, or for one that is not. */
  public MicrometerOptions withFreezes(boolean other) {
    return new MicrometerOptions(gauges, lanes, errorTypes, coldStart, processStart, other);
  }
}
