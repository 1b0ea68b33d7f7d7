package dev.nextloop.tracing;

import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.Setup;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Host;

/**
 * X-Ray for a stand-alone function, by {@code NEXTLOOP_SETUP=dev.nextloop.tracing.TracingSetup}:
 * outgoing HTTP calls of the client's own Vert.x carry the invocation's trace; where {@code
 * AWS_XRAY_DAEMON_ADDRESS} is set, handler and calls are recorded; with one invocation at a time
 * the system property {@code com.amazonaws.xray.traceHeader} is set. What is not needed is not
 * added.
 */
public final class TracingSetup implements Setup {

  /** For those who name it in a variable. */
  public TracingSetup() {}

  /**
   * Adds to the client.
   *
   * @throws IllegalArgumentException names the setting that is wrong and the remedy
   */
  @Override
  public void add(Nextloop.Builder client, Host host) {
    addTo(client, host);
  }

  /**
   * The same for those who build a client in code, and want the tracer. Settings are read from the
   * environment; a Vert.x instance of one's own gets the tracer by {@link
   * Nextloop.Builder#newVertx} or {@link XrayVertxTracer#of}.
   *
   * @return begins subsegments of the client's invocations
   * @throws IllegalArgumentException names the setting that is wrong and the remedy
   */
  public static XrayTracer addTo(Nextloop.Builder client, Host host) {
    NextloopOptions options = NextloopOptions.from(host);
    FunctionLabels labels = FunctionLabels.from(host);
    XrayDaemon daemon = XrayDaemon.from(host);
    XrayTracer tracer = XrayTracer.of(client.scope(), host, daemon, options.debug());
    client.vertx(builder -> builder.withTracer(XrayVertxTracer.of(tracer)));
    XrayMiddleware<Body, Reply> middleware = XrayMiddleware.of(tracer, labels);
    boolean alone = options.lanes() == 1;
    if (alone) {
      middleware = middleware.withProperty(System.getProperties());
    }
    if (alone || daemon != null || options.debug()) {
      client.with(middleware);
    }
    if (daemon != null) {
      client.observe(middleware).flush(daemon);
    }
    return tracer;
  }
}
