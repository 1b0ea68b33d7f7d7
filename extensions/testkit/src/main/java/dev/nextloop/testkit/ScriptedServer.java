package dev.nextloop.testkit;

import dev.nextloop.testkit.internal.Connection;
import dev.nextloop.testkit.internal.Journal;
import dev.nextloop.testkit.internal.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * A server on 127.0.0.1 that plays a {@link Script} on each connection and records what came. It
 * works on plain sockets, so that nothing repairs the faults that a script plays.
 *
 * <pre>{@code
 * Script reset = Script.script().readRequest().rst();
 * Script accept = Script.script().readRequest().send(Replies.accepted());
 * try (ScriptedServer server = ScriptedServer.playing(reset, accept).start()) {
 *   // ... let the client post to server.authority() ...
 *   server.awaitRequests(2, Duration.ofSeconds(5));
 *   assertThat(server.problems()).isEmpty();
 * }
 * }</pre>
 *
 * <p>Each connection has a daemon thread of its own. All methods are safe for any thread. The
 * {@code await} methods throw an {@link AssertionError} that lists all that came when their limit
 * passes.
 */
public final class ScriptedServer implements AutoCloseable {
  private final List<Script> scripts;
  private final Script further;
  private final Journal journal = new Journal();
  private final Listener listener;

  private ScriptedServer(Plan plan) {
    scripts = plan.scripts;
    further = plan.further;
    listener = new Listener(plan.port, journal, plan.ticks, this::play);
  }

  /** A server whose first connection plays the first script, the second the second, and so on. */
  public static Plan playing(Script... scripts) {
    return new Plan(List.of(scripts));
  }

  /** A started server that answers every connection like the Runtime API. */
  public static ScriptedServer serving(RuntimeApiScript api) {
    return playing().otherwise(api.script()).start();
  }

  /** What a server is to do, before it is started. */
  public static final class Plan {
    private final List<Script> scripts;
    private Script further;
    private LongSupplier ticks = System::nanoTime;
    private int port;

    private Plan(List<Script> scripts) {
      this.scripts = scripts;
    }

    /** The script of all further connections; without one, each of them is a problem. */
    public Plan otherwise(Script script) {
      further = script;
      return this;
    }

    /** The source of {@link RecordedRequest#arrivalTicks()} in nanoseconds, asked by any thread. */
    public Plan ticks(LongSupplier source) {
      ticks = source;
      return this;
    }

    /** The port to listen on, 1 to 65535; 0, the default, lets the system choose a free one. */
    public Plan port(int number) {
      port = number;
      return this;
    }

    /**
     * Starts the server.
     *
     * @throws UncheckedIOException if the port cannot be bound
     */
    public ScriptedServer start() {
      ScriptedServer server = new ScriptedServer(this);
      server.listener.start();
      return server;
    }
  }

  /** The port the server listens on. */
  public int port() {
    return listener.port();
  }

  /** {@code 127.0.0.1:port}, the form of {@code AWS_LAMBDA_RUNTIME_API}. */
  public String authority() {
    return "127.0.0.1:" + port();
  }

  /** All requests so far in the order in which they were read. */
  public List<RecordedRequest> requests() {
    return requests(request -> true);
  }

  /** The requests so far that are {@code which}; a {@link RuntimeCall} can be given. */
  public List<RecordedRequest> requests(Predicate<? super RecordedRequest> which) {
    return journal.requests(which);
  }

  /** What went wrong in scripts or on connections so far, a line each; empty in a good test. */
  public List<String> problems() {
    return journal.problems();
  }

  /** Connections accepted so far. */
  public int connections() {
    return journal.acceptedCount();
  }

  /** Connections that the server has not closed yet. */
  public int openConnections() {
    return journal.openCount();
  }

  /** Waits until {@code count} requests or more have come and returns all. */
  public List<RecordedRequest> awaitRequests(int count, Duration limit) {
    return awaitRequests(request -> true, count, limit);
  }

  /** Waits until {@code count} requests or more that are {@code which} have come. */
  public List<RecordedRequest> awaitRequests(
      Predicate<? super RecordedRequest> which, int count, Duration limit) {
    String what = count + " requests" + (which instanceof RuntimeCall call ? " " + call : "");
    journal.awaitRequests(which, count, limit, what);
    return requests(which);
  }

  /** Waits until {@code count} connections or more have been accepted. */
  public void awaitConnections(int count, Duration limit) {
    journal.await(() -> connections() >= count, limit, count + " connections");
  }

  /** Waits until exactly {@code count} connections are open. */
  public void awaitOpenConnections(int count, Duration limit) {
    journal.await(() -> openConnections() == count, limit, count + " open connections");
  }

  /** Closes all sockets and ends all threads; what was recorded stays readable. */
  @Override
  public void close() {
    listener.close();
  }

  private void play(int number, Connection connection) throws IOException, InterruptedException {
    Script script = number <= scripts.size() ? scripts.get(number - 1) : further;
    if (script == null) {
      throw new IllegalStateException("there is no script for this connection");
    }
    script.play(connection);
  }
}
