package dev.nextloop.webclient;

import dev.nextloop.spi.Host;
import dev.nextloop.webclient.internal.Check;
import java.time.Duration;

/**
 * Settings of an {@link InvocationClient}; checked when they are made.
 *
 * @param margin how long before its invocation's deadline a call is over, so that there is time to
 *     answer; 0 to 15 min
 * @param maxResponseBytes a call whose response has a longer body fails; 0 to 1 GiB
 * @param hosts how many hosts an observer is told by name; further ones are {@code other}. 1 to
 *     10,000
 */
public record CallOptions(Duration margin, long maxResponseBytes, int hosts) {
  private static final Duration MOST_MARGIN = Duration.ofMinutes(15);
  private static final long MOST_BYTES = 1L << 30;
  private static final int MOST_HOSTS = 10_000;

  /** Checks every value. */
  public CallOptions {
    Check.range("margin", margin, Duration.ZERO, MOST_MARGIN);
    Check.range("maxResponseBytes", maxResponseBytes, 0, MOST_BYTES);
    Check.range("hosts", hosts, 1, MOST_HOSTS);
  }

  /** A margin of 100 ms, 32 MiB, 50 hosts. */
  public static CallOptions defaults() {
    return new CallOptions(Duration.ofMillis(100), 32 << 20, 50);
  }

  /**
   * The defaults, and what {@code NEXTLOOP_CALL_MARGIN_MS}, {@code NEXTLOOP_CALL_MAX_BYTES} and
   * {@code NEXTLOOP_CALL_HOSTS} say.
   *
   * @throws IllegalArgumentException names the variable that is wrong and the remedy
   */
  public static CallOptions from(Host host) {
    CallOptions it = defaults();
    long margin =
        Check.variable(
            host, "NEXTLOOP_CALL_MARGIN_MS", it.margin.toMillis(), 0, MOST_MARGIN.toMillis());
    long bytes =
        Check.variable(host, "NEXTLOOP_CALL_MAX_BYTES", it.maxResponseBytes, 0, MOST_BYTES);
    long hosts = Check.variable(host, "NEXTLOOP_CALL_HOSTS", it.hosts, 1, MOST_HOSTS);
    return new CallOptions(Duration.ofMillis(margin), bytes, (int) hosts);
  }

  /** These with another margin. */
  public CallOptions withMargin(Duration value) {
    return new CallOptions(value, maxResponseBytes, hosts);
  }

  /** These with another limit of a response's body. */
  public CallOptions withMaxResponseBytes(long value) {
    return new CallOptions(margin, value, hosts);
  }

  /** These with another number of hosts. */
  public CallOptions withHosts(int value) {
    return new CallOptions(margin, maxResponseBytes, value);
  }
}
