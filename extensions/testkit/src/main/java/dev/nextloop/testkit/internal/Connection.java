package dev.nextloop.testkit.internal;

import dev.nextloop.testkit.RecordedRequest;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One accepted connection; used by the thread that plays its script, closed by any. */
public final class Connection implements AutoCloseable {
  private final int number;
  private final Socket socket;
  private final Journal journal;
  private final LongSupplier ticks;
  private final CountDownLatch stopped;

  private Wire wire;
  private String step = "open";
  private int requests;
  private long arrival;
  private RequestHead head;
  private byte[] rawHead;
  private RequestBody body;
  private RecordedRequest last;

  /**
   * Takes over {@code socket}.
   *
   * @param stopped counted down when the server is closed
   */
  public Connection(
      int number, Socket socket, Journal journal, LongSupplier ticks, CountDownLatch stopped) {
    this.number = number;
    this.socket = socket;
    this.journal = journal;
    this.ticks = ticks;
    this.stopped = stopped;
  }

  /** To be called before any step. */
  public void open() throws IOException {
    socket.setTcpNoDelay(true);
    wire = new Wire(socket);
  }

  public void at(String name) {
    step = name;
  }

  public void readRequest() throws IOException {
    startRequest();
    readBody(true);
  }

  public void readHead() throws IOException {
    startRequest();
    record();
  }

  public void readChunk() throws IOException {
    openBody().readChunk(true);
    record();
  }

  public void readBody(boolean keep) throws IOException {
    openBody().readAll(keep);
    record();
  }

  /** The request that was read last, as far as it was read. */
  public RecordedRequest lastRequest() throws ProtocolException {
    if (last == null) {
      throw new ProtocolException("the script replies before it has read a request");
    }
    return last;
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  public void pause(Duration time) throws InterruptedException {
    if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("the server was closed");
    }
  }

  public void stall() throws InterruptedException {
    stopped.await();
  }

  public void expectSilence(Duration time) throws IOException {
    refuseBytes(wire.look(time));
  }

  public void awaitClose() throws IOException {
    refuseBytes(wire.look(Duration.ZERO));
  }

  /**
   * Whether the peer has ended the connection, found within a millisecond.
   *
   * @throws ProtocolException if it has sent something instead
   */
  public boolean peerEnded() throws ProtocolException {
    return refuseBytes(wire.look(Duration.ofMillis(1))) == Wire.Sight.END;
  }

  public void drain() throws IOException {
    wire.drain();
  }

  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  public void finish() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  public boolean isOpen() {
    return !socket.isClosed();
  }

  /** Notes a problem with the place in the script where it came up. */
  public void problem(Throwable cause) {
    journal.problem(
        "connection %d, request %d, step %s: %s".formatted(number, requests, step, cause));
  }

  private void startRequest() throws IOException {
    if (body != null && !body.ended()) {
      throw new ProtocolException("the script has not read the body of the request before");
    }
    if (wire.look(Duration.ZERO) == Wire.Sight.END) {
      throw new PeerEnded();
    }
    arrival = ticks.getAsLong();
    requests++;
    wire.startRequest();
    head = RequestHead.read(wire);
    rawHead = wire.kept();
    body = new RequestBody(wire, head.headers());
  }

  private RequestBody openBody() throws ProtocolException {
    if (body == null) {
      throw new ProtocolException("the script reads a body before a head");
    }
    return body;
  }

  private void record() {
    last =
        new RecordedRequest(
            number,
            requests,
            arrival,
            head.method(),
            head.target(),
            head.headers(),
            body.bytes(),
            body.length(),
            body.trailers(),
            rawHead,
            wire.kept(),
            body.ended());
    journal.request(last);
  }

  private Wire.Sight refuseBytes(Wire.Sight sight) throws ProtocolException {
    if (sight == Wire.Sight.BYTE) {
      throw new ProtocolException("the peer has sent bytes where it must be silent");
    }
    return sight;
  }
}
