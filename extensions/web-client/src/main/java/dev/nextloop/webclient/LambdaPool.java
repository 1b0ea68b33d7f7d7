package dev.nextloop.webclient;

import dev.nextloop.NextloopOptions;
import dev.nextloop.webclient.internal.Check;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;

/**
 * Connection pools that fit a function: as many connections for each host as its lanes can use at
 * once, a bounded line of requests that wait for one, and connections that are closed when they
 * have been idle for as long as a freeze must last to be noticed ({@link FreezeGuard}).
 *
 * @param lanes invocations at once, 1 to 1,000
 * @param callsAtOnce calls to one host that one invocation makes at once, 1 to 100
 * @param keepAlive how long a connection may be idle, in whole seconds; 1 s to 1 h
 */
public record LambdaPool(int lanes, int callsAtOnce, Duration keepAlive) {
  /** Lambda gives a process 1,024 file descriptors; half of them for one host is plenty. */
  private static final int MOST_CONNECTIONS = 512;

  private static final int WAITING_PER_CONNECTION = 16;
  private static final int CONNECT_MILLIS = 3_000;

  /** Checks every value. */
  public LambdaPool {
    Check.range("lanes", lanes, 1, 1_000);
    Check.range("callsAtOnce", callsAtOnce, 1, 100);
    Check.range("keepAlive", keepAlive, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  /**
   * Pools of a function that may be frozen: four calls at once, idle connections are kept for a
   * second, the default gap of a guard.
   */
  public static LambdaPool of(int lanes) {
    return new LambdaPool(lanes, 4, Duration.ofSeconds(1));
  }

  /**
   * Pools of a client with these options: as {@link #of(int)}; where the platform runs several
   * invocations at once, and so freezes nothing, idle connections are kept for 30 s.
   */
  public static LambdaPool of(NextloopOptions options) {
    LambdaPool pool = of(options.lanes());
    return options.concurrent() ? pool.withKeepAlive(Duration.ofSeconds(30)) : pool;
  }

  /** This with another number of calls at once. */
  public LambdaPool withCallsAtOnce(int value) {
    return new LambdaPool(lanes, value, keepAlive);
  }

  /** This with another time that a connection may be idle. */
  public LambdaPool withKeepAlive(Duration value) {
    return new LambdaPool(lanes, callsAtOnce, value);
  }

  /** Connections for each host, over HTTP/1. */
  public int connections() {
    return Math.min(MOST_CONNECTIONS, lanes * callsAtOnce);
  }

  /** For {@link FreezeGuard#webClient}. */
  public PoolOptions pool() {
    return new PoolOptions()
        .setHttp1MaxSize(connections())
        .setMaxWaitQueueSize(connections() * WAITING_PER_CONNECTION)
        // Often, so that idle time is what it says.
        .setCleanerPeriod(250);
  }

  /** For {@link FreezeGuard#webClient}. */
  public WebClientOptions client() {
    int seconds = (int) keepAlive.toSeconds();
    WebClientOptions options = new WebClientOptions();
    options
        .setKeepAliveTimeout(seconds)
        .setHttp2KeepAliveTimeout(seconds)
        .setConnectTimeout(CONNECT_MILLIS);
    return options;
  }
}
