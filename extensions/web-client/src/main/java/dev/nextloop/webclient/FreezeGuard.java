package dev.nextloop.webclient;

import dev.nextloop.spi.Host;
import dev.nextloop.spi.SnapshotAware;
import dev.nextloop.webclient.internal.Connections;
import dev.nextloop.webclient.internal.GuardedAddresses;
import dev.nextloop.webclient.internal.Pulse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientBuilder;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;

/**
 * Keeps the HTTP clients of a function from using a connection that was kept alive through a
 * freeze.
 *
 * <p>Lambda freezes the process between invocations, for milliseconds or hours. Meanwhile the other
 * side, or a NAT gateway on the way, gives the idle connections up; the pool can't see it, hands
 * out a dead connection with the first call after the thaw, and that call fails or hangs. A guarded
 * client notices the thaw by its clocks, takes every connection from before it out of the pool, and
 * only then lets the next request out, on a new one. A response that was under way is still read.
 *
 * <p>One guard may serve several clients of one Vert.x instance. Requests that go through a proxy
 * or to a unix domain socket are not held back; call {@link #fresh()} before those. Guarded clients
 * follow no {@code Alt-Svc} and take no other address resolver. Safe for any thread.
 */
public final class FreezeGuard implements SnapshotAware, AutoCloseable {
  private static final Duration DEFAULT_GAP = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Pulse pulse;
  private final Connections connections = new Connections();
  private final long beatMillis;
  private volatile boolean closed;
  private int retiredAt;
  private Future<Void> retired = Future.succeededFuture();

  private FreezeGuard(Vertx vertx, Host host, Duration gap) {
    this.vertx = vertx;
    this.pulse = new Pulse(host, gap);
    this.beatMillis = gap.toMillis() / 4;
  }

  /**
   * Looks at the clocks often, which tells a frozen process from an idle one. Not by a periodic
   * timer: Vert.x would make up for every period that was frozen.
   */
  private void beat() {
    if (!closed) {
      fresh();
      vertx.setTimer(beatMillis, fired -> beat());
    }
  }

  /** A guard that takes standing still for more than a second for a freeze. */
  public static FreezeGuard of(Vertx vertx, Host host) {
    return of(vertx, host, DEFAULT_GAP);
  }

  /**
   * A guard.
   *
   * @param vertx runs the guard's timer, four times per gap
   * @param host whose clocks are looked at; {@link Host#system()} for the real ones
   * @param gap standing still for longer is a freeze; 100 ms to 1 h
   * @throws IllegalArgumentException when the gap is out of range
   */
  public static FreezeGuard of(Vertx vertx, Host host, Duration gap) {
    if (gap.compareTo(Duration.ofMillis(100)) < 0 || gap.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("gap is " + gap + "; it must be 100 ms to 1 h");
    }
    FreezeGuard guard = new FreezeGuard(vertx, host, gap);
    guard.beat();
    return guard;
  }

  /** A guarded Web Client; yours to close. */
  public WebClient webClient(WebClientOptions options, PoolOptions pool) {
    HttpClientBuilder builder = vertx.httpClientBuilder().with(options).with(pool);
    return WebClient.wrap(guarded(builder).build(), options);
  }

  /** A guarded client of Vert.x's core; yours to close. */
  public HttpClientAgent httpClient(HttpClientBuilder builder) {
    return guarded(builder).build();
  }

  private HttpClientBuilder guarded(HttpClientBuilder builder) {
    return builder
        .withConnectHandler(connections)
        .withAddressResolver(new GuardedAddresses(pulse::thaws, this::fresh));
  }

  /**
   * Looks at the clocks and takes the connections from before a freeze out of their pools.
   *
   * @return completes when no request gets such a connection any more; never fails
   */
  public synchronized Future<Void> fresh() {
    int thaws = pulse.thaws();
    if (thaws != retiredAt) {
      retiredAt = thaws;
      retired = connections.retire();
    }
    return retired;
  }

  /** Closes the connections: none outlives a snapshot. */
  @Override
  public Future<Void> beforeCheckpoint() {
    return connections.retire();
  }

  @Override
  public Future<Void> afterRestore() {
    return fresh();
  }

  /** Ends the guard's timer. Guarded clients stay usable; idle time then counts as frozen. */
  @Override
  public void close() {
    closed = true;
  }
}
