package dev.nextloop.launch;

import dev.nextloop.EventHandler;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Reply;
import dev.nextloop.internal.direct.DirectEngine;
import dev.nextloop.internal.loop.ClientFailure;
import dev.nextloop.internal.snapshot.DnsCache;
import dev.nextloop.internal.wire.UserAgent;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import io.vertx.core.Completable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The life of a stand-alone function: settings, engine, handler, lanes, and an exit code with one
 * last line when it has to end. The only caller of {@link Host#exit}.
 */
final class Launch {
  private static final String API = "AWS_LAMBDA_RUNTIME_API";
  private static final int INIT_FAILED = 1;
  private static final int WRONG_CONFIGURATION = 2;
  private static final int BLOCKED = 143;
  private static final long FIRST_EVENT_MILLIS = 100;
  private static final int LONGEST_LINE = 4_096;

  private final Host host;
  private final boolean snapshot;
  // What is to be added to the client, by name; null for nothing, and then nothing of it is loaded.
  private final String setups;

  Launch(Host host) {
    this.host = host;
    this.snapshot = "snap-start".equals(host.variable("AWS_LAMBDA_INITIALIZATION_TYPE"));
    this.setups = host.variable("NEXTLOOP_SETUP");
  }

  void run(String handlerArgument) {
    NextloopOptions options;
    Endpoint endpoint;
    Engine engine;
    try {
      options = NextloopOptions.from(host);
      endpoint = Endpoint.parse(API, host.variable(API));
      endpoint.requireLocal(API, options.remoteApi());
      engine = new DirectEngine(host, UserAgent.of(host), options.pipelining());
    } catch (IllegalArgumentException | IOException e) {
      end(WRONG_CONFIGURATION, "Runtime.InvalidConfiguration", e.getMessage());
      return;
    }
    if (snapshot) {
      DnsCache.expireSoon();
    }
    String name = handlerArgument != null ? handlerArgument : host.variable("_HANDLER");
    try {
      EventHandler<Body, Reply> handler = new HandlerFinder(host, engine.loop()).find(name);
      start(options, endpoint, engine, handler);
    } catch (Exception | Error e) {
      // Errors too: whatever a function's init ends with, the platform is told.
      InitReport report = new InitReport(host, engine, endpoint);
      report.post(e, () -> end(INIT_FAILED, report.type(), report.message()));
    }
  }

  private void start(
      NextloopOptions options, Endpoint endpoint, Engine engine, EventHandler<Body, Reply> handler)
      throws Exception {
    Nextloop.Builder client =
        Nextloop.of(host).options(options).endpoint(endpoint).handler(handler);
    // Before Vert.x is started: they may say how it is built.
    Setups added = setups != null ? Setups.add(setups, client, host) : null;
    Handover handover = null;
    Engine running = engine;
    boolean onVertx =
        options.engine() == NextloopOptions.EngineKind.SOCKET
            || (options.engine() == NextloopOptions.EngineKind.AUTO
                && handler instanceof VertxHandler);
    // A snapshot holds Vert.x started; only who starts for an event starts it behind the poll.
    if (onVertx && !snapshot) {
      handover = new Handover(host, options, handler, client);
      running = handover.engine(engine);
    } else if (onVertx
        || options.engine() == NextloopOptions.EngineKind.WEB
        || handler instanceof VertxHandler) {
      running = VertxStart.before(engine, host, options, handler, client);
    }
    Started started = new Started(handler);
    client.on(running).start().onComplete(started);
    // Signals are this thread's business, and only when the first poll is on its way.
    started.await();
    Nextloop nextloop = started.nextloop;
    if (nextloop == null) {
      return;
    }
    if (handover == null) {
      // The first event comes at once, as a rule, and there may be one core. Until then a signal
      // ends a process that has nothing to finish yet.
      started.awaitEnd(FIRST_EVENT_MILLIS);
    }
    host.onTerm(new Termination(nextloop, options.drain(), this));
    if (handover != null) {
      handover.startVertx(nextloop);
    }
    if (added != null) {
      added.started(nextloop);
    }
  }

  /** No lambda: every class on the way to the first poll is one that can't be avoided. */
  private final class Started implements Completable<Nextloop> {
    private final CountDownLatch latch = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final EventHandler<Body, Reply> handler;
    private volatile Nextloop nextloop;

    Started(EventHandler<Body, Reply> handler) {
      this.handler = handler;
    }

    @Override
    public void complete(Nextloop started, Throwable failure) {
      nextloop = started;
      latch.countDown();
      if (failure != null) {
        ended(failure);
      } else {
        started.closed().onComplete(new Ended(this));
      }
    }

    private Throwable initFailure() {
      return handler instanceof VertxHandler waiting ? waiting.failure() : null;
    }

    void await() throws InterruptedException {
      latch.await();
    }

    void awaitEnd(long millis) throws InterruptedException {
      end.await(millis, TimeUnit.MILLISECONDS);
    }
  }

  /** No lambda either. */
  private final class Ended implements Completable<Void> {
    private final Started started;

    Ended(Started started) {
      this.started = started;
    }

    @Override
    public void complete(Void closed, Throwable cause) {
      started.end.countDown();
      ended(cause != null ? cause : started.initFailure());
    }
  }

  /** The client has not stopped in its time. */
  void blocked() {
    end(BLOCKED, "Runtime.DrainTimeout", "something has blocked the loop beyond the drain's time");
  }

  private void ended(Throwable cause) {
    if (cause == null) {
      host.exit(0);
    } else if (cause instanceof ClientFailure failure) {
      end(failure.exitCode(), failure.type(), failure.getMessage());
    } else {
      end(INIT_FAILED, cause.getClass().getName(), cause.getMessage());
    }
  }

  private void end(int code, String type, String message) {
    host.log("nextloop: fatal " + code + " " + type + ": " + oneLine(message));
    host.exit(code);
  }

  private static String oneLine(String message) {
    String text = String.valueOf(message);
    return (text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "...")
        .replaceAll("\\p{Cntrl}+", " ");
  }
}
