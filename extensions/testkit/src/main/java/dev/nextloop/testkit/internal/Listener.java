package dev.nextloop.testkit.internal;

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

/** The listening socket and the threads of a server: one accepts, one plays each connection. */
public final class Listener implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final ServerSocket socket;
  private final Journal journal;
  private final LongSupplier ticks;
  private final Player player;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Played> played = new ArrayList<>(); // the acceptor's until it has ended
  private final Thread acceptor;

  /** Plays what is to be played on the connection {@code number}, from 1. */
  @FunctionalInterface
  public interface Player {
    void play(int number, Connection connection) throws IOException, InterruptedException;
  }

  private record Played(Connection connection, Thread thread) {}

  /**
   * Listens on 127.0.0.1 and accepts after {@link #start()}.
   *
   * @throws UncheckedIOException if {@code port} cannot be bound
   */
  public Listener(int port, Journal journal, LongSupplier ticks, Player player) {
    this.journal = journal;
    this.ticks = ticks;
    this.player = player;
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      socket = new ServerSocket(port, BACKLOG, loopback);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " of 127.0.0.1 cannot be bound", e);
    }
    acceptor = thread("accept", this::accept);
  }

  public void start() {
    acceptor.start();
  }

  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      socket.close();
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

  private void accept() {
    try {
      while (true) {
        Socket accepted = socket.accept();
        journal.accepted();
        int number = played.size() + 1;
        Connection connection = new Connection(number, accepted, journal, ticks, stopped);
        Thread thread = thread("connection-" + number, () -> serve(number, connection));
        played.add(new Played(connection, thread));
        thread.start();
      }
    } catch (IOException e) {
      if (isRunning()) {
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
      player.play(number, connection);
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      if (isRunning()) {
        connection.problem(e);
      }
    }
  }

  private boolean isRunning() {
    return stopped.getCount() > 0;
  }

  private Thread thread(String role, Runnable work) {
    Thread thread = new Thread(work, "scripted-server-" + port() + "-" + role);
    thread.setDaemon(true);
    return thread;
  }

  private static void end(Thread thread) throws InterruptedException {
    thread.join(END_LIMIT.toMillis());
    if (thread.isAlive()) {
      throw new IllegalStateException("thread " + thread.getName() + " does not end");
    }
  }
}
