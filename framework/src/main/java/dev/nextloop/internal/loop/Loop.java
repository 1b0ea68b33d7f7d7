package dev.nextloop.internal.loop;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
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
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

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
  private final Flushes flushes;
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
      Observers observers,
      Flushes flushes) {
    Host host = owner.host();
    NextloopOptions options = owner.options();
    this.owner = owner;
    this.laneLoop = engine.loop();
    this.handler = new Guard<>(handler, handler);
    this.observers = observers;
    this.flushes = flushes;
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

  /**
   * Sends the first polls; completes when they are on the wire.
   *
   * @param told what observers hear before; null for nothing
   */
  Future<Void> start(Stage told) {
    FirstPolls first = new FirstPolls(told);
    laneLoop.execute(first);
    return first.sent.future();
  }

  /** Not a lambda, like all on the way to the first poll: the first lambda costs milliseconds. */
  private final class FirstPolls implements Runnable {
    private final Promise<Void> sent = Promise.promise();
    private final Stage told;

    FirstPolls(Stage told) {
      this.told = told;
    }

    @Override
    public void run() {
      if (told != null) {
        observers.at(told, null);
      }
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
  public <T> Future<T> after(
      LambdaInvocation invocation, Duration delay, Supplier<Future<T>> next) {
    return Pause.of(laneLoop, invocation, delay, next);
  }

  @Override
  public Scope scope() {
    return owner;
  }

  @Override
  public void reached(Stage stage, LambdaInvocation invocation) {
    if (stage != Stage.FIRST_BYTE) {
      observers.reached(stage, invocation, laneLoop.inLoop());
    } else if (!observers.areNone()) {
      laneLoop.now(() -> observers.at(stage, invocation));
    }
  }

  /** Whether something has to be sent behind this answer before the platform may freeze us. */
  boolean isFlushDue(LambdaInvocation invocation) {
    return !options().concurrent() && flushes.areDue(invocation);
  }

  /** Sends it; completes on the loop, always well. */
  Future<Void> flush(LambdaInvocation invocation) {
    long left = invocation.patienceNanos() - options().deadlineMarginNanos();
    long budget = options().flushBudget().toNanos();
    return flushes.begin(laneLoop, invocation, Math.max(0, Math.min(budget, left)));
  }

  /** How long before its deadline observers hear of an invocation; 0 where there are none. */
  long expiryNoticeNanos() {
    return observers.areNone() ? 0 : options().expiryNotice().toNanos();
  }

  /** The invocation of one of these lanes that the caller works for, or null. Any thread. */
  Invocation current() {
    return own(laneLoop.current());
  }

  /** The invocation of one of these lanes that a Vert.x context belongs to, or null. Any thread. */
  Invocation of(Context context) {
    return own(laneLoop.of(context));
  }

  private Invocation own(Invocation found) {
    return found instanceof LambdaInvocation invocation && invocation.livesIn(this) ? found : null;
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
