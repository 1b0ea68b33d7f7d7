package dev.nextloop.internal.loop;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Observer;
import dev.nextloop.Reply;
import dev.nextloop.internal.wire.ErrorEncoder;
import dev.nextloop.internal.wire.InvocationDecoder;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Workers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/**
 * All lanes of one engine, which share its thread: RUNNING until it is stopped or its last lane
 * closes, DRAINING while lanes finish, STOPPED for good.
 */
public final class Loop implements LambdaInvocation.Blocking {
  private static final int SPARE_WORKERS = 16;

  private final Host host;
  private final NextloopOptions options;
  private final LaneLoop laneLoop;
  private final Guard<Body, Reply> handler;
  private final Observers observers;
  private final InvocationDecoder decoder;
  private final Outcomes outcomes;
  private final Lane[] lanes;
  private final Jitter jitter;
  private final boolean parts;
  private final Promise<Void> stopped = Promise.promise();
  private Workers workers;
  private boolean workersClosed;
  private int open;
  private boolean draining;
  private ClientFailure firstFailure;
  private LaneLoop.Timer drainTimer;

  /**
   * Makes the lanes; nothing is polled yet.
   *
   * @param parts whether the handler takes events as they come
   */
  public Loop(
      Host host,
      NextloopOptions options,
      Engine engine,
      Endpoint endpoint,
      EventHandler<Body, Reply> handler,
      boolean parts,
      List<Observer> observers) {
    this.host = host;
    this.options = options;
    this.laneLoop = engine.loop();
    this.handler = new Guard<>(handler, handler);
    this.observers = new Observers(host, observers);
    this.decoder = new InvocationDecoder(host, options.defaultTimeout().toMillis(), this);
    this.outcomes =
        new Outcomes(new ErrorEncoder(host.property("user.dir")), options.maxResponseBytes());
    this.jitter = new Jitter(host.ticks());
    this.parts = parts;
    this.lanes = new Lane[options.lanes()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane(this, engine.connect(endpoint));
    }
    this.open = lanes.length;
  }

  /** Sends the first polls; completes when they are on the wire. */
  public Future<Void> start() {
    FirstPolls first = new FirstPolls();
    laneLoop.execute(first);
    return first.sent.future();
  }

  /** Not a lambda, like all on the way to the first poll: the first lambda costs milliseconds. */
  private final class FirstPolls implements Runnable {
    private final Promise<Void> sent = Promise.promise();

    @Override
    public void run() {
      for (Lane lane : lanes) {
        lane.poll();
      }
      sent.complete();
    }
  }

  /** Completes when the last lane has closed; fails with a {@link ClientFailure} if one had to. */
  public Future<Void> stopped() {
    return stopped.future();
  }

  /**
   * Polls no more, and lets running invocations finish. Any thread; a second call changes nothing.
   *
   * @param within after this, invocations that still run are given up
   */
  public void stop(Duration within) {
    laneLoop.execute(() -> drain(within));
  }

  private void drain(Duration within) {
    if (draining || open == 0) {
      return;
    }
    draining = true;
    drainTimer = laneLoop.timer(within.toNanos(), this::giveUp);
    for (Lane lane : lanes) {
      lane.drain();
    }
  }

  private void giveUp() {
    drainTimer = null;
    for (Lane lane : lanes) {
      lane.giveUp();
    }
  }

  @Override
  public <T> Future<T> call(LambdaInvocation invocation, Callable<T> work) {
    try {
      return BlockingCall.of(laneLoop, workers(), invocation, work);
    } catch (RejectedExecutionException e) {
      return Future.failedFuture(e);
    }
  }

  /** Made by the first call that blocks, so that nobody else pays for it. */
  private synchronized Workers workers() {
    if (workersClosed) {
      throw new RejectedExecutionException("the client has stopped");
    }
    if (workers == null) {
      // Each lane's, and some for what runs on after its lane gave it up.
      workers = new Workers(lanes.length + SPARE_WORKERS);
    }
    return workers;
  }

  private synchronized void closeWorkers() {
    workersClosed = true;
    if (workers != null) {
      workers.close();
    }
  }

  void laneClosed(ClientFailure failure, Future<Void> connectionClosed) {
    if (firstFailure == null) {
      firstFailure = failure;
    }
    if (--open == 0) {
      if (drainTimer != null) {
        drainTimer.cancel();
      }
      connectionClosed.onComplete(
          done -> {
            closeWorkers();
            if (firstFailure == null) {
              stopped.complete();
            } else {
              stopped.fail(firstFailure);
            }
          });
    }
  }

  LaneLoop laneLoop() {
    return laneLoop;
  }

  NextloopOptions options() {
    return options;
  }

  Guard<Body, Reply> handler() {
    return handler;
  }

  Observers observers() {
    return observers;
  }

  InvocationDecoder decoder() {
    return decoder;
  }

  Outcomes outcomes() {
    return outcomes;
  }

  boolean isDraining() {
    return draining;
  }

  /** Whether events are handed over as they come. */
  boolean handlesParts() {
    return parts;
  }

  Jitter jitter() {
    return jitter;
  }

  void say(Invocation invocation, String what) {
    host.log("nextloop: invocation " + invocation.requestId() + ": " + what);
  }
}
