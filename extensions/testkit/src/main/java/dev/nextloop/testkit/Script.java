package dev.nextloop.testkit;

import dev.nextloop.testkit.internal.Connection;
import dev.nextloop.testkit.internal.PeerEnded;
import dev.nextloop.testkit.internal.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What a {@link ScriptedServer} does on one connection, step after step. Immutable: each method
 * returns a new script with one step more, so scripts can be shared and composed.
 *
 * <p>A connection whose script is over is closed; end a script with {@link #awaitClose()} or {@link
 * #stall()} to keep it open. A step that cannot be done (the peer is gone, the request is
 * malformed) ends the script, closes the connection and is noted in {@link
 * ScriptedServer#problems()}.
 */
public final class Script {
  private static final Script EMPTY = new Script(List.of());

  private final List<Step> steps;

  private Script(List<Step> steps) {
    this.steps = steps;
  }

  /** A script without steps. */
  public static Script script() {
    return EMPTY;
  }

  /**
   * Reads exactly one request, body and trailers included, and records it. Bytes of a next,
   * pipelined request stay unread. A body over 64 MiB is a problem; see {@link #skipBody()}.
   */
  public Script readRequest() {
    return step("readRequest", Connection::readRequest);
  }

  /** Reads the head of a request only and records the request as incomplete. */
  public Script readHead() {
    return step("readHead", Connection::readHead);
  }

  /** After {@link #readHead()}: reads one chunk of a chunked body, or all of a body with length. */
  public Script readChunk() {
    return step("readChunk", Connection::readChunk);
  }

  /** After {@link #readHead()}: reads the rest of the body and records the complete request. */
  public Script readBody() {
    return step("readBody", connection -> connection.readBody(true));
  }

  /** As {@link #readBody()}, for bodies of any length: counts the bytes and keeps none. */
  public Script skipBody() {
    return step("skipBody", connection -> connection.readBody(false));
  }

  /** Sends {@code bytes} as they are, in one write on a socket without Nagle's delay. */
  public Script send(byte[] bytes) {
    return step("send", connection -> connection.send(bytes));
  }

  /** Sends {@code text} in UTF-8. */
  public Script send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends what {@code reply} makes of the request that was read last on this connection. */
  public Script reply(Function<RecordedRequest, byte[]> reply) {
    return step("reply", connection -> connection.send(reply.apply(connection.lastRequest())));
  }

  /**
   * Sends {@code bytes} in two writes with {@code gap} between them. {@code at} is the length of
   * the first part, 0 to {@code bytes.length}; at both ends there is one write and no gap.
   */
  public Script sendSplit(byte[] bytes, int at, Duration gap) {
    if (at == 0 || at == bytes.length) {
      return send(bytes);
    }
    return send(Arrays.copyOf(bytes, at))
        .pause(gap)
        .send(Arrays.copyOfRange(bytes, at, bytes.length));
  }

  /** Sends {@code bytes} in writes of {@code size} bytes (at least 1) with {@code gap} between. */
  public Script sendInPieces(byte[] bytes, int size, Duration gap) {
    Script script = this;
    for (int from = 0; from < bytes.length; from += size) {
      byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
      script = (from == 0 ? script : script.pause(gap)).send(piece);
    }
    return script;
  }

  /** Does nothing for {@code time}, or until the server is closed. */
  public Script pause(Duration time) {
    return step("pause", connection -> connection.pause(time));
  }

  /** Waits until the test releases {@code gate}. */
  public Script whenReleased(Gate gate) {
    return step("whenReleased", connection -> gate.pass());
  }

  /** Notes a problem if a byte comes, or has come unread, within {@code time}. */
  public Script expectSilence(Duration time) {
    return step("expectSilence", connection -> connection.expectSilence(time));
  }

  /** Resets the connection: the peer sees a RST, what it has not read yet may be lost. */
  public Script rst() {
    return step("rst", Connection::reset);
  }

  /** Ends the sending side: the peer sees a FIN, the server can still read. */
  public Script fin() {
    return step("fin", Connection::finish);
  }

  /** Closes the connection. The system may make it a reset if received bytes are unread. */
  public Script close() {
    return step("close", Connection::close);
  }

  /** Neither reads nor sends until the server is closed; does not see the peer's close. */
  public Script stall() {
    return step("stall", Connection::stall);
  }

  /** Waits until the peer ends or resets the connection; a byte that comes first is a problem. */
  public Script awaitClose() {
    return step("awaitClose", Connection::awaitClose);
  }

  /** Reads and drops whatever comes until the peer ends or resets the connection. */
  public Script drain() {
    return step("drain", Connection::drain);
  }

  /** Plays {@code next} after this script. */
  public Script then(Script next) {
    return step("then", next::play);
  }

  /** Plays {@code body} {@code times} times (0 or more). */
  public Script repeat(int times, Script body) {
    Script script = this;
    for (int i = 0; i < times; i++) {
      script = script.then(body);
    }
    return script;
  }

  /**
   * Plays {@code body} until the connection is closed on either side. That the peer closes where a
   * request is awaited is no problem here.
   */
  public Script forever(Script body) {
    return step("forever", connection -> playForever(body, connection));
  }

  private static void playForever(Script body, Connection connection)
      throws IOException, InterruptedException {
    try {
      while (connection.isOpen()) {
        body.play(connection);
      }
    } catch (PeerEnded e) {
      connection.close();
    }
  }

  Script step(String name, Step.Action action) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(new Step(name, action));
    return new Script(List.copyOf(longer));
  }

  void play(Connection connection) throws IOException, InterruptedException {
    for (Step step : steps) {
      connection.at(step.name());
      step.action().play(connection);
    }
  }
}
