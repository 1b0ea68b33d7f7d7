package dev.nextloop.internal.loop;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.internal.wire.ErrorEncoder;
import dev.nextloop.internal.wire.Home;
import dev.nextloop.internal.wire.InvocationDecoder;
import dev.nextloop.internal.wire.LambdaInvocation;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Scope;
import dev.nextloop.spi.Workers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/**
 * All lanes of one engine, which share its thread: RUNNING until it is stopped or its last lane
 * closes, DRAINING while lanes finish, STOPPED for good.
 */
final class Loop implements Home {
  private static final int SPARE_WORKERS = 16;

  private final Loops owner;
  private final LaneLoop laneLoop;
  private final Guard<Body, Reply> handler;
  private final Observers observers;
  private final InvocationDecoder decoder;
  private final Outcomes outcomes;
  private final Lane[] lanes;
  private final Jitter jitter;
  private Workers workers;
  private boolean workersClosed;
  private int open;
  private boolean draining;
  private LaneLoop.Timer drainTimer;

  /** Makes the lanes; nothing is polled yet. */
  Loop(
      Loops owner,
      Engine engine,
      Endpoint endpoint,
      int lanes,
      EventHandler<Body, Reply> handler,
      Observers observers) {
    Host host = owner.host();
    NextloopOptions options = owner.options();
    this.owner = owner;
    this.laneLoop = engine.loop();
    this.handler = new Guard<>(handler, handler);
    this.observers = observers;
    this.decoder = new InvocationDecoder(host, options.defaultTimeout().toMillis(), this);
    this.outcomes =
        new Outcomes(new ErrorEncoder(host.property("user.dir")), options.maxResponseBytes());
    this.jitter = new Jitter(host.ticks());
    this.lanes = new Lane[lanes];
    for (int i = 0; i < lanes; i++) {
      this.lanes[i] = new Lane(this, engine.connect(endpoint));
    }
    this.open = lanes;
  }

  /** Sends the first polls; completes when they are on the wire. */
  Future<Void> start() {
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

  /**
   * Polls no more, and lets running invocations finish. Any thread; a second call changes nothing.
   *
   * @param within after this, invocations that still run are given up
   */
  void stop(Duration within) {
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
  public <T> Future<T> blocking(LambdaInvocation invocation, Callable<T> work) {
    try {
      return BlockingCall.of(laneLoop, workers(), invocation, work);
    } catch (RejectedExecutionException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  public <T> Future<T> blockingAll(LambdaInvocation invocation, Callable<T> work) {
    // Other lanes of the loop would wait for its thread.
    Future<T> alone =
        lanes.length == 1 && laneLoop.inLoop()
            ? BlockingCall.alone(laneLoop, invocation, work)
            : null;
    return alone != null ? alone : blocking(invocation, work);
  }

  @Override
  public Scope scope() {
    return owner;
  }

  /** The invocation of one of these lanes that the caller works for, or null. Any thread. */
  Invocation current() {
    return laneLoop.current() instanceof LambdaInvocation invocation && invocation.livesIn(this)
        ? invocation
        : null;
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
    if (--open == 0) {
      if (drainTimer != null) {
        drainTimer.cancel();
      }
      closeWorkers();
    }
    owner.laneClosed(failure, connectionClosed);
  }

  LaneLoop laneLoop() {
    return laneLoop;
  }

  NextloopOptions options() {
    return owner.options();
  }

  PostBudget budget() {
    return owner.budget();
  }

  FailureRules rules() {
    return owner.rules();
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
    return owner.handlesParts();
  }

  Jitter jitter() {
    return jitter;
  }

  void say(Invocation invocation, String what) {
    say("invocation " + invocation.requestId() + ": " + what);
  }

  void say(String what) {
    owner.host().log("nextloop: " + what);
  }
}
