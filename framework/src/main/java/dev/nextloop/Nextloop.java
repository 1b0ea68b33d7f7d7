package dev.nextloop;

import dev.nextloop.codec.Codec;
import dev.nextloop.codec.CodecHandler;
import dev.nextloop.internal.direct.DirectEngine;
import dev.nextloop.internal.loop.Loops;
import dev.nextloop.internal.socket.SocketEngine;
import dev.nextloop.internal.web.WebEngine;
import dev.nextloop.internal.wire.UserAgent;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Scope;
import dev.nextloop.spi.SnapshotAware;
import dev.nextloop.stream.StreamHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A client of the Lambda Runtime API: polls invocations, hands them to one handler, posts what
 * comes of them. Several may live in one JVM and know nothing of each other. Methods may be called
 * on any thread.
 */
public final class Nextloop {
  private final Builder made;
  private final Loops loops;
  private final Future<Void> closed;
  private Vertx own;

  private Nextloop(Builder made, List<Engine> engines) {
    this.made = made;
    this.loops =
        new Loops(
            made.host,
            made.options,
            engines,
            made.endpoint,
            made.composed,
            made.handler instanceof StreamHandler,
            made.observers,
            made.flushes);
    Closing closing = new Closing(loops, made.handler, engines, this::closeVertx);
    this.closed = closing.closed.future();
    made.scope.of(loops);
    loops.stopped().onComplete(closing);
  }

  /**
   * Begins a client.
   *
   * @param host the machine; {@link Host#system()} for the real one
   */
  public static Builder of(Host host) {
    return new Builder(host);
  }

  /**
   * The Vert.x instance that the client was given; else one of its own, which the first call starts
   * and {@link #stop} closes. Starting one takes some 100 ms: not for the loop.
   *
   * @throws IllegalStateException when the client has stopped and had none
   */
  public synchronized Vertx vertx() {
    if (made.vertx != null) {
      return made.vertx;
    }
    if (own == null) {
      if (closed.isComplete()) {
        throw new IllegalStateException("the client has stopped; vertx() starts none behind that");
      }
      own = made.newVertx(new VertxOptions());
    }
    return own;
  }

  private synchronized Future<Void> closeVertx() {
    return own == null ? Future.succeededFuture() : own.close();
  }

  /** Stops within {@link NextloopOptions#drain()}. */
  public Future<Void> stop() {
    return stop(made.options.drain());
  }

  /**
   * Polls no more, lets a running invocation finish, closes handler, connections and whatever the
   * client started itself.
   *
   * @param within how long an invocation may go on; then it is given up and the future fails
   */
  public Future<Void> stop(Duration within) {
    loops.stop(within);
    return closed;
  }

  /**
   * Completes when the client has stopped; fails with a message for people when it had to, or when
   * an invocation was given up.
   */
  public Future<Void> closed() {
    return closed;
  }

  /** Which invocation of this client the caller works for. */
  public Scope scope() {
    return loops;
  }

  /**
   * The threads that the lanes live on, one each; the client's own where it has been given none.
   */
  public List<LaneLoop> loops() {
    return loops.laneLoops();
  }

  /** Collects what a client is made of. Not thread-safe. */
  public static final class Builder {
    private final Host host;
    private final List<Middleware<Body, Reply>> middleware = new ArrayList<>();
    private final List<Observer> observers = new ArrayList<>();
    private final List<Flush> flushes = new ArrayList<>();
    private final List<SnapshotAware> snapshotAware = new ArrayList<>();
    private final BuiltScope scope = new BuiltScope();
    private NextloopOptions options;
    private Endpoint endpoint;
    private Engine engine;
    private Vertx vertx;
    private UnaryOperator<VertxBuilder> building;
    private EventHandler<Body, Reply> handler;
    private EventHandler<Body, Reply> composed;

    private Builder(Host host) {
      this.host = Objects.requireNonNull(host, "host");
    }

    /** Runs the lanes on this Vert.x instance, which stays the caller's to close. */
    public Builder on(Vertx given) {
      this.vertx = given;
      return this;
    }

    /** Runs the lanes on this engine, which is closed when the client stops. */
    public Builder on(Engine given) {
      this.engine = given;
      return this;
    }

    /**
     * How Vert.x is built where the client starts one, for instance with a tracer; of several that
     * are given, the last one has the last word.
     */
    public Builder vertx(UnaryOperator<VertxBuilder> next) {
      UnaryOperator<VertxBuilder> before = building;
      building = before == null ? next : builder -> next.apply(before.apply(builder));
      return this;
    }

    /** Starts a Vert.x instance, built as {@link #vertx} was told; the caller's to close. */
    public Vertx newVertx(VertxOptions given) {
      return building == null
          ? Vertx.vertx(given)
          : building.apply(Vertx.builder().with(given)).build();
    }

    /** Settings; without this call {@link NextloopOptions#from} reads them. */
    public Builder options(NextloopOptions given) {
      this.options = given;
      return this;
    }

    /** Address of the Runtime API; without this call {@code AWS_LAMBDA_RUNTIME_API}. */
    public Builder endpoint(Endpoint given) {
      this.endpoint = given;
      return this;
    }

    /** The function, over bytes. */
    public Builder handler(EventHandler<Body, Reply> given) {
      this.handler = given;
      return this;
    }

    /** The function, between two codecs. */
    public <I, O> Builder handler(EventHandler<I, O> given, Codec<I> events, Codec<O> results) {
      return handler(new CodecHandler<>(events, results, given));
    }

    /** Adds middleware around the codecs; the first one added sees the event first. */
    public Builder with(Middleware<Body, Reply> next) {
      middleware.add(Objects.requireNonNull(next, "middleware"));
      return this;
    }

    /** Adds an observer. */
    public Builder observe(Observer next) {
      observers.add(Objects.requireNonNull(next, "observer"));
      return this;
    }

    /** Adds what is flushed behind answers, before the platform may freeze the process. */
    public Builder flush(Flush next) {
      flushes.add(Objects.requireNonNull(next, "flush"));
      return this;
    }

    /**
     * Which invocation of this client the caller works for, for those who have to know before it is
     * started; of no use in a second client of the same builder.
     */
    public Scope scope() {
      return scope;
    }

    /** Adds one who is told of snapshots ({@code AWS_LAMBDA_INITIALIZATION_TYPE=snap-start}). */
    public Builder snapshot(SnapshotAware next) {
      snapshotAware.add(Objects.requireNonNull(next, "snapshotAware"));
      return this;
    }

    /**
     * Starts; after a snapshot's restore, where there is one.
     *
     * @return completes when the first poll is on its way
     * @throws IllegalArgumentException names the setting that is wrong and the remedy
     */
    public Future<Nextloop> start() {
      Objects.requireNonNull(handler, "handler: call handler(...) before start()");
      if (options == null) {
        options = NextloopOptions.from(host);
      }
      if (endpoint == null) {
        String variable = "AWS_LAMBDA_RUNTIME_API";
        endpoint = Endpoint.parse(variable, host.variable(variable));
        endpoint.requireLocal(variable, options.remoteApi());
      }
      // Before an engine is made, because it may throw.
      composed = middleware.isEmpty() ? handler : Middleware.around(handler, middleware);
      if (options.debug()) {
        host.log(Composition.of(middleware, handler, observers, flushes, options));
      }
      boolean copied = "snap-start".equals(host.variable("AWS_LAMBDA_INITIALIZATION_TYPE"));
      SnapStart snapshot = copied ? new SnapStart(host) : null;
      Engine running = engine != null ? engine : engine();
      if (snapshot == null) {
        return poll(running, Stage.STARTED);
      }
      return snapshot
          .restored(running, endpoint, options, composed, snapshotAware)
          .compose(
              restored -> poll(running, Stage.RESTORED),
              e -> running.close().transform(any -> Future.failedFuture(e)));
    }

    private Future<Nextloop> poll(Engine running, Stage told) {
      List<Engine> engines = new ArrayList<>();
      engines.add(running);
      while (engines.size() < Math.min(options.loops(), options.lanes())) {
        engines.add(engines.get(engines.size() - 1).another());
      }
      Nextloop nextloop = new Nextloop(this, engines);
      return nextloop.loops.start(told).map(nextloop);
    }

    private Engine engine() {
      NextloopOptions.EngineKind kind = options.engine();
      boolean direct = kind == NextloopOptions.EngineKind.DIRECT;
      String userAgent = UserAgent.of(host);
      if (!direct && vertx != null) {
        return kind == NextloopOptions.EngineKind.WEB
            ? WebEngine.on(host, vertx, userAgent)
            : new SocketEngine(host, vertx, userAgent, options.pipelining());
      }
      if (!direct && kind != NextloopOptions.EngineKind.AUTO) {
        throw new IllegalArgumentException(
            "engine is " + kind + "; give it a Vert.x instance with on()");
      }
      try {
        return new DirectEngine(host, userAgent, options.pipelining());
      } catch (IOException e) {
        throw new UncheckedIOException("no selector can be opened", e);
      }
    }
  }
}
