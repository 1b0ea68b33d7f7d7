package dev.nextloop.testkit;

import dev.nextloop.testkit.internal.Connection;
import dev.nextloop.testkit.internal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
  private static final int BACKLOG = 128;
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final ServerSocket listener;
  private final List<Script> scripts;
  private final Script further;
  private final LongSupplier ticks;
  private final Journal journal = new Journal();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread acceptor;
  private final List<Played> played = new ArrayList<>();

  private record Played(Connection connection, Thread thread) {}

  private ScriptedServer(Plan plan) {
    scripts = plan.scripts;
    further = plan.further;
    ticks = plan.ticks;
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      listener = new ServerSocket(plan.port, BACKLOG, loopback);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + plan.port + " of 127.0.0.1 cannot be bound", e);
    }
    acceptor = thread("accept", this::accept);
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
      server.acceptor.start();
      return server;
    }
  }

  /** The port the server listens on. */
  public int port() {
    return listener.getLocalPort();
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
    stopped.countDown();
    try {
      listener.close();
      end(acceptor);
      for (Played each : played) {
        each.connection().close();
        each.thread().interrupt();
      }
      for (Played each : played) {
        end(each.thread());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a socket of the scripted server cannot be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(Thread thread) throws InterruptedException {
    thread.join(END_LIMIT.toMillis());
    if (thread.isAlive()) {
      throw new IllegalStateException("thread " + thread.getName() + " does not end");
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        journal.accepted();
        int number = played.size() + 1;
        Connection connection = new Connection(number, socket, journal, ticks, stopped);
        Thread thread = thread("connection-" + number, () -> serve(number, connection));
        played.add(new Played(connection, thread));
        thread.start();
      }
    } catch (IOException e) {
      if (stopped.getCount() > 0) {
        journal.problem("the server accepts no more connections: " + e);
      }
    }
  }

  /** Notes a problem before it closes, so that whoever sees the end of a connection sees it too. */
  private void serve(int number, Connection connection) {
    try (connection) {
      play(number, connection);
    } catch (IOException e) {
      connection.problem(e);
    } finally {
      journal.closed();
    }
  }

  private void play(int number, Connection connection) {
    try {
      connection.open();
      if (number <= scripts.size()) {
        scripts.get(number - 1).play(connection);
      } else if (further != null) {
        further.play(connection);
      } else {
        throw new IllegalStateException("there is no script for this connection");
      }
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      if (stopped.getCount() > 0) {
        connection.problem(e);
      }
    }
  }

  private Thread thread(String role, Runnable work) {
    Thread thread = new Thread(work, "scripted-server-" + port() + "-" + role);
    thread.setDaemon(true);
    return thread;
  }
}
