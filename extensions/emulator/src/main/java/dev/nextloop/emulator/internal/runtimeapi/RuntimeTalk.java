package dev.nextloop.emulator.internal.runtimeapi;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One runtime's side of the Runtime API: which call is allowed now, and what it does. Knows no
 * socket. Used on one event loop.
 *
 * <p>An invocation begins with {@link #invoke}, which hands the event to the waiting polls, and
 * ends with the first poll after its answer. While it runs, a further poll gets the same event
 * again. The order of checks of an answer is id, state, body.
 */
public final class RuntimeTalk {
  private static final String RESPONSE_MODE = "Lambda-Runtime-Function-Response-Mode";

  /** More polls than a runtime with one event at a time could ever mean. */
  private static final int MAX_WAITING = 1024;

  /** Learns what the runtime did. */
  public interface Listener {
    /** The runtime waits for an event: its init is done, or its last answer is complete. */
    void ready();

    /** An answer to the current invocation is in; the runtime hasn't polled again yet. */
    void answered(Answer answer);

    /**
     * The runtime waits for its snapshot to be taken, and then for {@link RuntimeTalk#restore()}.
     */
    void snapshotReady();

    /** The runtime gave up after it was restored. */
    void restoreFailed(Answer answer);

    /** The runtime gave up its init. */
    void initFailed(Answer answer);

    /** A line for the log. */
    void note(String line);
  }

  /** A poll that waits. */
  interface Poll {
    void deliver(Event event);
  }

  private final Listener listener;
  private final Deque<Poll> waiting = new ArrayDeque<>(1);
  private RuntimeState state = RuntimeState.STARTED;
  private final int copies;
  private Event current;
  private Runnable snapshot;
  private int restores;

  /**
   * A talk at its start, on demand.
   *
   * @param listener learns what the runtime did
   */
  public RuntimeTalk(Listener listener) {
    this(listener, 0);
  }

  /**
   * A talk at its start.
   *
   * @param listener learns what the runtime did
   * @param copies how often a runtime may be restored in a row; 0 for one that isn't, on demand
   */
  public RuntimeTalk(Listener listener, int copies) {
    this.listener = listener;
    this.copies = copies;
  }

  /** Whether the calls of SnapStart are there. */
  boolean snapshots() {
    return copies > 0;
  }

  /** The runtime asked for its snapshot; {@code restored} is run in its copy. */
  Refusal snapshot(Runnable restored) {
    // AWS restores one copy of a snapshot once. A JVM that can't be copied plays several in a row.
    boolean again = state == RuntimeState.RESTORING && restores < copies;
    RuntimeState to = again ? RuntimeState.RESTORE_READY : state.after(Call.RESTORE_NEXT);
    if (to == null) {
      return Refusal.transition(state, Call.RESTORE_NEXT);
    }
    state = to;
    snapshot = restored;
    listener.snapshotReady();
    return null;
  }

  /** Goes on in a copy of the snapshot that the runtime waits in; without one, does nothing. */
  public void restore() {
    if (state == RuntimeState.RESTORE_READY) {
      state = RuntimeState.RESTORING;
      restores++;
      snapshot.run();
    }
  }

  /** Makes an event the current invocation; it goes out as soon as a poll waits. */
  public void invoke(Event event) {
    current = event;
    deliver();
  }

  private void deliver() {
    if (current == null || state != RuntimeState.READY || waiting.isEmpty()) {
      return;
    }
    state = RuntimeState.RUNNING;
    for (Poll poll = waiting.poll(); poll != null; poll = waiting.poll()) {
      poll.deliver(current);
    }
  }

  RuntimeState state() {
    return state;
  }

  boolean isCurrent(String requestId) {
    return current != null && current.requestId().equals(requestId);
  }

  /** A poll arrived; the answer is a refusal, or null and the poll is or will be delivered. */
  Refusal next(Poll poll) {
    RuntimeState from = state;
    RuntimeState to = from.after(Call.NEXT);
    if (to == null) {
      return Refusal.transition(from, Call.NEXT);
    }
    if (to == RuntimeState.RUNNING) {
      poll.deliver(current);
      return null;
    }
    if (waiting.size() == MAX_WAITING) {
      return Refusal.INTERNAL;
    }
    state = to;
    waiting.add(poll);
    if (from == RuntimeState.RESPONSE_SENT) {
      current = null;
    }
    if (from != RuntimeState.READY) {
      listener.ready();
    }
    deliver();
    return null;
  }

  /** The connection of a waiting poll was closed. */
  void gone(Poll poll) {
    waiting.remove(poll);
  }

  /** A post's head arrived. */
  Refusal begin(Call call) {
    RuntimeState to = state.after(call);
    if (to == null) {
      return Refusal.transition(state, call);
    }
    state = to;
    return null;
  }

  /** A post's body arrived; {@code body} is whole unless {@code size} is over the limit. */
  Refusal finish(Call call, MultiMap headers, Buffer body, long size) {
    if (state == RuntimeState.INIT_ERROR || state == RuntimeState.RESTORE_ERROR) {
      gaveUp(
          size > RuntimeApiServer.MAX_PAYLOAD
              ? tooLarge(size).as(Answer.Kind.FAULT)
              : ErrorDocument.ofInit(headers, body));
      return size > RuntimeApiServer.MAX_PAYLOAD ? Refusal.TOO_LARGE : null;
    }
    state = RuntimeState.RESPONSE_SENT;
    String mode = headers.get(RESPONSE_MODE);
    if (call == Call.RESPONSE && mode != null && !mode.isEmpty() && !mode.equals("streaming")) {
      listener.answered(
          platformError(
              "Runtime.InvalidResponseModeHeader", "Invalid response mode header: " + mode));
      return Refusal.INVALID_RESPONSE_MODE;
    }
    if (size > RuntimeApiServer.MAX_PAYLOAD) {
      listener.answered(tooLarge(size));
      return Refusal.TOO_LARGE;
    }
    listener.answered(
        call == Call.ERROR
            ? ErrorDocument.ofInvocation(headers, body, listener::note)
            : Answer.response(body, contentType(headers)));
    return null;
  }

  /** A post's connection ended before its body did. */
  void truncated() {
    if (state == RuntimeState.INIT_ERROR || state == RuntimeState.RESTORE_ERROR) {
      gaveUp(
          Answer.error(
              Answer.Kind.FAULT,
              "Runtime.Unknown",
              "The runtime cut its own " + state.text + " short"));
      return;
    }
    state = RuntimeState.RESPONSE_SENT;
    listener.answered(
        platformError("Runtime.TruncatedResponse", "The runtime cut its own answer short"));
  }

  private void gaveUp(Answer why) {
    if (state == RuntimeState.RESTORE_ERROR) {
      listener.restoreFailed(why);
    } else {
      listener.initFailed(why);
    }
  }

  private static String contentType(MultiMap headers) {
    String contentType = headers.get("Content-Type");
    return contentType == null ? "application/json" : contentType;
  }

  private static Answer tooLarge(long size) {
    return platformError(
        "Function.ResponseSizeTooLarge",
        "Response payload size ("
            + size
            + " bytes) exceeded maximum allowed payload size ("
            + RuntimeApiServer.MAX_PAYLOAD
            + " bytes).");
  }

  private static Answer platformError(String type, String message) {
    return Answer.error(Answer.Kind.ERROR, type, message);
  }
}
