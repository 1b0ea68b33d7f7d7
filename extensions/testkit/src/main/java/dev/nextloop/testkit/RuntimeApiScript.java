package dev.nextloop.testkit;

import dev.nextloop.testkit.internal.Connection;
import dev.nextloop.testkit.internal.PeerEnded;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A Runtime API that behaves: it hands out its events in order, accepts every answer, and holds a
 * poll open while there is no event. All connections share its state, so a client that reconnects
 * goes on with the next event. Single replies can be replaced to play faults.
 *
 * <pre>{@code
 * RuntimeApiScript api =
 *     RuntimeApiScript.serving(deadlineMs, "{\"n\":1}", "{\"n\":2}")
 *         .onCall(RuntimeCall.RESPONSE, 1, Script.script().rst());
 * try (ScriptedServer server = ScriptedServer.serving(api)) {
 *   server.awaitRequests(RuntimeCall.RESPONSE, 3, Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>It keeps no state of an invocation: answers are accepted whatever their id, and an event whose
 * poll was replaced is given to the next poll. Safe for any thread.
 */
public final class RuntimeApiScript {
  private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
  private final Map<RuntimeCall, Integer> calls = new ConcurrentHashMap<>();
  private final Map<RuntimeCall, Map<Integer, Script>> replaced = new ConcurrentHashMap<>();
  private final Map<RuntimeCall, Script> always = new ConcurrentHashMap<>();

  private RuntimeApiScript() {}

  /**
   * Serves {@code events} under the ids that {@link #id} gives, the first as number 1.
   *
   * @param deadlineMs the deadline of each, in milliseconds since the Unix epoch
   */
  public static RuntimeApiScript serving(long deadlineMs, List<byte[]> events) {
    RuntimeApiScript api = new RuntimeApiScript();
    for (int i = 0; i < events.size(); i++) {
      api.offer(Replies.event(id(i + 1), deadlineMs, events.get(i)));
    }
    return api;
  }

  /** As {@link #serving(long, List)}, the events as text in UTF-8. */
  public static RuntimeApiScript serving(long deadlineMs, String... events) {
    return serving(deadlineMs, Arrays.stream(events).map(Replies::text).toList());
  }

  /** The request id of the event {@code number}, from 1: a UUID that ends in the number. */
  public static String id(int number) {
    return "00000000-0000-4000-8000-%012d".formatted(number);
  }

  /**
   * Adds an answer for a poll to come or the one that is held open.
   *
   * @param reply all its bytes, for instance of {@link Replies#event}
   */
  public RuntimeApiScript offer(byte[] reply) {
    events.add(reply);
    return this;
  }

  /**
   * Plays {@code reply} in place of the answer to one call; its request has been read by then. An
   * event is not used up by a replaced {@link RuntimeCall#NEXT}.
   *
   * @param number which call of that kind, from 1, counted over all connections
   */
  public RuntimeApiScript onCall(RuntimeCall call, int number, Script reply) {
    replaced.computeIfAbsent(call, c -> new ConcurrentHashMap<>()).put(number, reply);
    return this;
  }

  /** Plays {@code reply} in place of the answer to every call that {@link #onCall} leaves. */
  public RuntimeApiScript onEvery(RuntimeCall call, Script reply) {
    always.put(call, reply);
    return this;
  }

  /** The script for each connection. */
  public Script script() {
    Script exchange = Script.script().readRequest().step("answer", this::answer);
    return Script.script().forever(exchange);
  }

  private void answer(Connection connection) throws IOException, InterruptedException {
    RuntimeCall call = RuntimeCall.of(connection.lastRequest());
    int number = calls.merge(call, 1, Integer::sum);
    Script reply = replaced.getOrDefault(call, Map.of()).getOrDefault(number, always.get(call));
    if (reply != null) {
      reply.play(connection);
      return;
    }
    switch (call) {
      case NEXT -> connection.send(nextEvent(connection));
      case RESTORE_NEXT -> connection.send(Replies.status(200));
      case OTHER -> throw new ProtocolException("no such call: " + connection.lastRequest());
      default -> connection.send(Replies.accepted());
    }
  }

  /** Holds the poll; looks in between whether its client is still there. */
  private byte[] nextEvent(Connection connection) throws IOException, InterruptedException {
    while (true) {
      byte[] event = events.poll(5, TimeUnit.MILLISECONDS);
      if (event != null) {
        return event;
      }
      if (connection.peerEnded()) {
        throw new PeerEnded();
      }
    }
  }
}
