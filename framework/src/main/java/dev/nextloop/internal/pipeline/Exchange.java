package dev.nextloop.internal.pipeline;

import dev.nextloop.internal.wire.ResponseParser;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Requests and their responses over one connection, in order. A call is NONE, or one of the others
 * from its request to its response; it ends with exactly one word to the listener.
 */
final class Exchange implements Connection.Owner, Patience.Impatient {
  enum Call {
    NONE,
    POLL,
    RESTORE,
    POST,
    /** A post whose body is sent while it is made. */
    STREAM
  }

  private final LaneLoop loop;
  private final Connection connection;
  private final Inboxes inboxes = new Inboxes();
  private final Patience patience;
  private final CallListener listener;
  private Call call = Call.NONE;
  private boolean reused;
  private boolean pollBehind;
  private boolean inParts;
  private EventParts parts;

  Exchange(
      Host host,
      LaneLoop loop,
      Connection.Connector connector,
      Outgoing outgoing,
      CallListener listener) {
    this.loop = loop;
    this.connection = connector.to(outgoing, this);
    this.patience = new Patience(host, loop, this);
    this.listener = listener;
  }

  /**
   * Sends what is outgoing.
   *
   * @param withPoll the next poll leaves behind it, and its response may follow at once
   */
  void send(Call next, boolean withPoll) {
    if (next == Call.POST || next == Call.STREAM) {
      inboxes.acknowledgements().reset();
    } else {
      inboxes.events().reset();
    }
    call = next;
    pollBehind = withPoll;
    reused = connection.isConnected();
    if (reused) {
      connected();
    } else {
      patience.connecting();
    }
    connection.send();
  }

  /** Connects, for a call that is likely to come; that it fails counts for the call alone. */
  void prepare() {
    connection.send();
  }

  /** Sends what became outgoing since, within the call that is out. */
  void flush() {
    connection.send();
  }

  boolean isOut(Call asked) {
    return call == asked;
  }

  boolean isConnected() {
    return connection.isConnected();
  }

  /** What is awaited now is the response to the poll that left behind an answer. */
  void awaitPollBehind() {
    inboxes.takeTurns();
    call = Call.POLL;
    reused = true;
  }

  /** Looks at what has come of the awaited response already. */
  void goOn() {
    if (call == Call.POLL && inboxes.events().bytes().position() > 0) {
      received();
    }
  }

  void leavePayload() {
    if (!inParts) {
      inboxes.events().leave();
    }
  }

  /** Has events handed over as they come. */
  void deliverParts() {
    inParts = true;
  }

  /** Whether an event has begun that is not all here. */
  boolean isDelivering() {
    return parts != null;
  }

  /** Nobody needs the rest of the event that is coming; the listener hears when it is over. */
  void discardRest() {
    if (parts != null) {
      parts.discard();
      deliver(parts);
    }
  }

  /** Hands on what has come of an event. */
  void deliver(EventParts event) {
    if (event != parts) {
      return;
    }
    Inbox inbox = inboxes.events();
    boolean over = event.deliver();
    if (event != parts) {
      // Its reader has closed the lane.
      return;
    }
    if (over) {
      complete(inbox);
    } else if (event.isHeld()) {
      patience.endless();
      connection.pause();
      inbox.makeRoom();
    } else {
      patience.progress(false, true);
      connection.resume();
    }
  }

  @Override
  public void connected() {
    if (call == Call.POST) {
      patience.posting();
    } else {
      patience.endless();
    }
  }

  /** A call that waits for this one has all the time again. */
  void renewPatience() {
    patience.posting();
  }

  @Override
  public ByteBuffer inbox() {
    return current().bytes();
  }

  private Inbox current() {
    return call == Call.POLL || call == Call.RESTORE
        ? inboxes.events()
        : inboxes.acknowledgements();
  }

  @Override
  public void received() {
    if (call == Call.NONE) {
      // Nobody asked: whatever this is, the connection can't be trusted with the next request.
      connection.close();
      return;
    }
    Inbox inbox = current();
    ResponseParser.Progress progress;
    try {
      progress = inbox.parser().parse(inbox.bytes());
    } catch (IllegalArgumentException e) {
      connection.close();
      fail(ApiFailure.protocol(e.getMessage()));
      return;
    }
    boolean complete = progress == ResponseParser.Progress.COMPLETE;
    if (inParts && call == Call.POLL && inbox.isEvent()) {
      receivedPart(inbox, complete);
    } else if (complete) {
      complete(inbox);
    } else {
      inbox.grow();
      patience.progress(call == Call.POST, inbox.parser().hasHead());
    }
  }

  private void receivedPart(Inbox inbox, boolean last) {
    if (parts == null) {
      parts = new EventParts(loop, this, inbox);
      listener.begun(inbox.parser().event(parts));
    }
    if (parts != null) {
      if (last) {
        parts.complete();
      }
      deliver(parts);
    }
  }

  private void complete(Inbox inbox) {
    ResponseParser parser = inbox.parser();
    patience.endless();
    boolean more = inbox.bytes().position() > parser.consumed();
    if (!parser.keepAlive() || connection.isWriting() || (more && !pollBehind)) {
      connection.close();
    }
    Call done = call;
    call = Call.NONE;
    pollBehind = false;
    if (parts != null) {
      parts = null;
      connection.resume();
      listener.drained();
    } else {
      listener.complete(done, inbox);
    }
  }

  @Override
  public void ended() {
    if (call != Call.NONE && current().parser().closed()) {
      if (parts != null) {
        parts.complete();
        deliver(parts);
      } else {
        complete(current());
      }
      return;
    }
    connection.close();
    if (call != Call.NONE) {
      fail(ApiFailure.broken(kind(), "the connection was closed", null));
    }
  }

  @Override
  public void failed(boolean connected, IOException cause) {
    if (call != Call.NONE) {
      ApiFailure.Kind kind = connected ? kind() : ApiFailure.Kind.CONNECT;
      fail(ApiFailure.broken(kind, cause.getMessage(), cause));
    }
  }

  private ApiFailure.Kind kind() {
    return reused && current().bytes().position() == 0
        ? ApiFailure.Kind.STALE
        : ApiFailure.Kind.BROKEN;
  }

  private void fail(ApiFailure failure) {
    Call failed = call;
    call = Call.NONE;
    pollBehind = false;
    patience.endless();
    if (parts != null) {
      EventParts broken = parts;
      parts = null;
      broken.fail(failure);
      listener.drained();
    } else {
      listener.failed(failed, failure);
    }
  }

  @Override
  public void lostPatience() {
    if (call == Call.NONE) {
      return;
    }
    boolean connecting = !connection.isConnected();
    ApiFailure.Kind kind = connecting ? ApiFailure.Kind.CONNECT : ApiFailure.Kind.BROKEN;
    connection.close();
    fail(ApiFailure.broken(kind, connecting ? "connecting takes too long" : "no answer", null));
  }

  /** Gives up whatever is under way, without a word. */
  void close() {
    call = Call.NONE;
    parts = null;
    patience.stop();
    connection.close();
  }
}
