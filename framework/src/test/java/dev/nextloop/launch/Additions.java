package dev.nextloop.launch;

import dev.nextloop.Nextloop;
import dev.nextloop.Setup;
import dev.nextloop.spi.Host;
import io.vertx.core.spi.tracing.VertxTracer;

/** What {@code NEXTLOOP_SETUP} may name. */
public final class Additions {
  private Additions() {}

  /** Says in the log that an invocation passes. */
  public static final class Outer implements Setup {
    @Override
    public void add(Nextloop.Builder client, Host host) {
      client.with(
          next ->
              (event, call) -> {
                host.log("outer");
                return next.handle(event, call);
              });
    }
  }

  /** Says in the log that the client has started, then fails. */
  public static final class Behind implements Setup {
    private Host machine;

    @Override
    public void add(Nextloop.Builder client, Host host) {
      machine = host;
    }

    @Override
    public void started(Nextloop client) {
      machine.log("started with " + client.loops().size() + " loop");
      throw new IllegalStateException("no more");
    }
  }

  /** The same, under another name. */
  public static final class Inner implements Setup {
    @Override
    public void add(Nextloop.Builder client, Host host) {
      client.with(
          next ->
              (event, call) -> {
                host.log("inner");
                return next.handle(event, call);
              });
    }
  }

  /** Can't be made. */
  public static final class Private implements Setup {
    private Private() {}

    @Override
    public void add(Nextloop.Builder client, Host host) {}
  }

  /** Fails. */
  public static final class Failing implements Setup {
    @Override
    public void add(Nextloop.Builder client, Host host) {
      throw new IllegalStateException("no registry");
    }
  }

  /** Has Vert.x built with a tracer. */
  public static final class Traced implements Setup {
    @Override
    public void add(Nextloop.Builder client, Host host) {
      client.vertx(
          builder ->
              builder.withTracer(
                  options -> {
                    System.out.println("built with a tracer");
                    return VertxTracer.NOOP;
                  }));
    }
  }
}
