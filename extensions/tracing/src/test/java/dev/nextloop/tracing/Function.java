package dev.nextloop.tracing;

import dev.nextloop.EventHandler;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.codec.TextCodec;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BiFunction;

/** A function on a Vert.x instance with everything that {@link TracingSetup} adds. */
final class Function implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(20);
  static final String ROOT = "1-581cf771-a006649127e371903a2de979";
  static final String PARENT = "70de5b6f19ff9a0a";
  static final String SAMPLED = "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=1";
  static final String UNSAMPLED = "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=0;Lineage=a:1";

  final FakeHost host = new FakeHost();
  final DaemonSocket daemon;
  XrayTracer tracer;
  Vertx vertx;
  private final RuntimeApiScript api =
      RuntimeApiScript.serving(System.currentTimeMillis() + 600_000);
  private final ScriptedServer server = ScriptedServer.serving(api);
  private NextloopOptions options = NextloopOptions.defaults().withLanes(2);
  private Nextloop nextloop;
  private int events;

  /** One that has a daemon. */
  Function() throws Exception {
    this(new DaemonSocket());
  }

  /**
   * One with this daemon.
   *
   * @param daemon null for none
   */
  Function(DaemonSocket daemon) {
    this.daemon = daemon;
    if (daemon != null) {
      host.with("AWS_XRAY_DAEMON_ADDRESS", daemon.authority());
    }
  }

  Function options(NextloopOptions given) {
    options = given;
    return this;
  }

  /** Starts it; the handler is made of Vert.x and of the tracer. */
  Function start(BiFunction<Vertx, XrayTracer, EventHandler<String, String>> handler)
      throws Exception {
    host.with("NEXTLOOP_LANES", "" + options.lanes());
    host.with("NEXTLOOP_DEBUG", "" + options.debug());
    Nextloop.Builder client = Nextloop.of(host).options(options.withDebug(false));
    tracer = TracingSetup.addTo(client, host);
    vertx = client.newVertx(new io.vertx.core.VertxOptions());
    nextloop =
        Backend.await(
            client
                .on(vertx)
                .endpoint(Endpoint.parse("API", server.authority()))
                .handler(handler.apply(vertx, tracer), new TextCodec(), new TextCodec())
                .start());
    return this;
  }

  /** Hands out an event. */
  Function offer(String event, String... headers) {
    return offer(System.currentTimeMillis() + 60_000, event, headers);
  }

  Function offer(long deadline, String event, String... headers) {
    events++;
    api.offer(Replies.event(RuntimeApiScript.id(events), deadline, Replies.text(event), headers));
    return this;
  }

  /** Hands out an event with a trace's header. */
  Function traced(String event, String trace) {
    return offer(event, "Lambda-Runtime-Trace-Id: " + trace);
  }

  /** The text of the answer to the last event. */
  String answer() {
    return server.awaitRequests(RuntimeCall.RESPONSE, events, LIMIT).get(events - 1).text();
  }

  /** The first error that was answered. */
  RecordedRequest error() {
    return server.awaitRequests(RuntimeCall.ERROR, 1, LIMIT).get(0);
  }

  ScriptedServer server() {
    return server;
  }

  @Override
  public void close() throws Exception {
    if (nextloop != null) {
      Backend.await(nextloop.stop(Duration.ofMillis(100)).transform(any -> vertx.close()));
    }
    server.close();
    if (daemon != null) {
      daemon.close();
    }
  }
}
