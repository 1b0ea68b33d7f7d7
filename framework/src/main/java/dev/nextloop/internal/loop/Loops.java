package dev.nextloop.internal.loop;

import dev.nextloop.EventHandler;
import dev.nextloop.Flush;
import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Observer;
import dev.nextloop.Reply;
import dev.nextloop.Stage;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Scope;
import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All lanes of a client, spread over its loops: started, stopped and ended as one. */
public final class Loops implements Scope {
  private final Host host;
  private final NextloopOptions options;
  private final FailureRules rules;
  private final PostBudget budget;
  private final boolean parts;
  private final Flushes flushes;
  private final Loop[] loops;
  private final Promise<Void> stopped = Promise.promise();
  private int open;
  private boolean stopping;
  private ClientFailure failure;

  /**
   * Makes the lanes; nothing is polled yet.
   *
   * @param engines one for each loop; not more than there are lanes
   * @param parts whether the handler takes events as they come
   * @param flushes what is sent behind answers
   */
  public Loops(
      Host host,
      NextloopOptions options,
      List<Engine> engines,
      Endpoint endpoint,
      EventHandler<Body, Reply> handler,
      boolean parts,
      List<Observer> observers,
      List<Flush> flushes) {
    this.host = host;
    this.options = options;
    this.rules = new FailureRules(options.concurrent());
    this.budget = new PostBudget(options.postBudgetBytes());
    this.open = options.lanes();
    this.parts = parts;
    this.loops = new Loop[engines.size()];
    Observers told = new Observers(host, observers);
    this.flushes = new Flushes(host, flushes);
    for (int i = 0; i < loops.length; i++) {
      // The first ones take what can't be shared out evenly.
      int lanes = options.lanes() / loops.length + (i < options.lanes() % loops.length ? 1 : 0);
      loops[i] = new Loop(this, engines.get(i), endpoint, lanes, handler, told, this.flushes);
    }
  }

  /**
   * Sends the first polls; completes when they are on the wire.
   *
   * @param told what observers hear before
   */
  public Future<Void> start(Stage told) {
    Future<Void> first = loops[0].start(told);
    if (loops.length == 1) {
      return first;
    }
    List<Future<Void>> all = new ArrayList<>(List.of(first));
    for (int i = 1; i < loops.length; i++) {
      all.add(loops[i].start(null));
    }
    return Future.join(all).mapEmpty();
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
    synchronized (this) {
      stopping = true;
    }
    for (Loop loop : loops) {
      loop.stop(within);
    }
  }

  @Override
  public Invocation current() {
    for (Loop loop : loops) {
      Invocation invocation = loop.current();
      if (invocation != null) {
        return invocation;
      }
    }
    return null;
  }

  @Override
  public Invocation of(Context context) {
    for (Loop loop : loops) {
      Invocation invocation = loop.of(context);
      if (invocation != null) {
        return invocation;
      }
    }
    return null;
  }

  @Override
  public boolean inLoop() {
    for (Loop loop : loops) {
      if (loop.laneLoop().inLoop()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Runnable wrap(Runnable task) {
    for (Loop loop : loops) {
      Invocation invocation = loop.current();
      if (invocation != null) {
        return new Scoped(loop.laneLoop(), invocation, task);
      }
    }
    return task;
  }

  /** The loops, for those who want something done on them. */
  public List<LaneLoop> laneLoops() {
    List<LaneLoop> all = new ArrayList<>();
    for (Loop loop : loops) {
      all.add(loop.laneLoop());
    }
    return all;
  }

  /** What must not be lost with the client; completes on a loop, always well. */
  public Future<Void> flush() {
    Promise<Void> done = Promise.promise();
    LaneLoop loop = loops[0].laneLoop();
    loop.execute(() -> flushes.begin(loop, null, options.flushBudget().toNanos()).onComplete(done));
    return done.future();
  }

  /** Any loop. */
  void laneClosed(ClientFailure why, Future<Void> connectionClosed) {
    boolean last;
    boolean stop;
    synchronized (this) {
      last = --open == 0;
      stop = why != null && rules.endsClient(why);
      if (failure == null && (stop || (last && !stopping))) {
        failure = why;
      }
    }
    if (last) {
      connectionClosed.onComplete(new End());
    } else if (stop) {
      stop(options.drain());
    } else if (why != null) {
      host.log("nextloop: a lane has closed, the others go on: " + why.getMessage());
    }
  }

  private final class End implements Completable<Void> {
    @Override
    public void complete(Void done, Throwable notClosed) {
      if (failure == null) {
        stopped.complete();
      } else {
        stopped.fail(failure);
      }
    }
  }

  Host host() {
    return host;
  }

  NextloopOptions options() {
    return options;
  }

  boolean handlesParts() {
    return parts;
  }

  PostBudget budget() {
    return budget;
  }

  FailureRules rules() {
    return rules;
  }
}
