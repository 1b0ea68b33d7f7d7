package dev.nextloop.internal.pipeline;

import dev.nextloop.Invocation;
import dev.nextloop.internal.wire.HttpHead;
import dev.nextloop.internal.wire.RequestWriter;
import dev.nextloop.internal.wire.ResponseParser;
import dev.nextloop.internal.wire.RuntimePaths;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Outcome;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One lane's calls over one {@link Connection}, whatever kind of socket that is.
 *
 * <p>A call is NONE, or one of the others from its request to its response. With pipelining the
 * next poll leaves behind the answer, in one write, and the two responses are read in order: POST,
 * then POLL.
 */
public final class PipelinedApi implements RuntimeApi, Connection.Owner, Patience.Impatient {
  private enum Call {
    NONE,
    POLL,
    RESTORE,
    POST
  }

  private final LaneLoop loop;
  private final Connection connection;
  private final Outbox outbox;
  private final Pipelining pipelining;
  private final Inboxes inboxes = new Inboxes();
  private final EarlyPoll early = new EarlyPoll();
  private final Patience patience;
  private Events lane;
  private Call call = Call.NONE;
  private After after = After.HOLD;
  private boolean reused;
  private boolean pollBehind;
  private boolean closed;

  /**
   * Calls for one lane; opens no socket yet.
   *
   * @param host its clock
   * @param loop where the lane lives
   */
  public PipelinedApi(
      Host host,
      LaneLoop loop,
      Connection.Connector connector,
      RequestWriter writer,
      Pipelining pipelining) {
    this.loop = loop;
    this.outbox = new Outbox(writer);
    this.pipelining = pipelining;
    this.connection = connector.to(outbox, this);
    this.patience = new Patience(host, loop, this);
  }

  @Override
  public void open(Events events) {
    this.lane = events;
  }

  @Override
  public void poll() {
    if (call == Call.POLL) {
      // It is out already, behind an answer that was refused.
      early.claim();
      return;
    }
    HttpHead held = early.take();
    if (held != null) {
      lane.polled(held);
      return;
    }
    early.claim();
    inboxes.events().reset();
    outbox.next();
    send(Call.POLL, After.HOLD);
  }

  @Override
  public void answer(Invocation invocation, Outcome outcome, After after) {
    if (call == Call.POLL) {
      // Sent again while the poll behind the first try is still out: first things first.
      early.postpone(invocation, outcome, after);
      patience.posting();
      return;
    }
    early.answering(invocation);
    pollBehind = after == After.POLL && pipelining.isOn();
    outbox.answer(
        invocation.requestId(), invocation.invocationId().orElse(null), outcome, pollBehind);
    post(after);
  }

  @Override
  public void leavePayload() {
    inboxes.events().leave();
  }

  @Override
  public void initError(Outcome.Failure failure) {
    outbox.failure(RuntimePaths.INIT_ERROR, null, failure, false);
    post(After.HOLD);
  }

  @Override
  public void restoreNext() {
    early.claim();
    inboxes.events().reset();
    outbox.restoreNext();
    send(Call.RESTORE, After.HOLD);
  }

  @Override
  public void restoreError(Outcome.Failure failure) {
    outbox.failure(RuntimePaths.RESTORE_ERROR, null, failure, false);
    post(After.HOLD);
  }

  private void post(After then) {
    inboxes.acknowledgements().reset();
    send(Call.POST, then);
  }

  private void send(Call next, After then) {
    call = next;
    after = then;
    reused = connection.isConnected();
    if (reused) {
      connected();
    } else {
      patience.connecting();
    }
    connection.send();
  }

  @Override
  public void connected() {
    if (call == Call.POST) {
      patience.posting();
    } else {
      patience.endless();
    }
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
    if (progress == ResponseParser.Progress.COMPLETE) {
      complete(inbox);
    } else {
      inbox.grow();
      patience.progress(call == Call.POST, inbox.parser().hasHead());
    }
  }

  @Override
  public void ended() {
    if (call != Call.NONE && current().parser().closed()) {
      complete(current());
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

  private void complete(Inbox inbox) {
    ResponseParser parser = inbox.parser();
    patience.endless();
    boolean more = inbox.bytes().position() > parser.consumed();
    if (!parser.keepAlive() || connection.isWriting() || (more && !pollBehind)) {
      connection.close();
    }
    Call done = call;
    call = Call.NONE;
    int status = parser.status();
    if (done == Call.POST) {
      posted(status);
    } else if (status >= 300 || status == 204) {
      pollFailed(ApiFailure.status(status));
    } else if (done == Call.RESTORE) {
      lane.restored();
    } else {
      early.polled(inbox.event(), lane);
      sendPostponed();
    }
  }

  private void posted(int status) {
    boolean pollIsOut = pollBehind && connection.isConnected();
    takePollBehind(pollIsOut && status < 300);
    if (!pollIsOut) {
      inboxes.acknowledgements().reset();
      lane.posted(status);
      if (after == After.POLL && status < 300 && !closed) {
        poll();
      }
      return;
    }
    inboxes.takeTurns();
    call = Call.POLL;
    reused = true;
    if (status < 300) {
      early.claim();
    }
    lane.posted(status);
    if (call == Call.POLL && inboxes.events().bytes().position() > 0) {
      received();
    }
  }

  private void takePollBehind(boolean well) {
    if (pollBehind && !well) {
      pipelining.anomaly();
    }
    pollBehind = false;
  }

  private void pollFailed(ApiFailure failure) {
    early.pollFailed(failure, lane);
    sendPostponed();
  }

  private void sendPostponed() {
    EarlyPoll.Postponed again = early.postponed();
    if (again != null) {
      answer(again.invocation(), again.outcome(), again.after());
    }
  }

  private void fail(ApiFailure failure) {
    Call failed = call;
    call = Call.NONE;
    patience.endless();
    if (failed == Call.POST) {
      takePollBehind(false);
      lane.postFailed(failure);
    } else {
      pollFailed(failure);
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

  @Override
  public Future<Void> close() {
    Promise<Void> done = Promise.promise();
    if (loop.inLoop()) {
      // At once: a lane that closes within a callback must not see another one after it.
      end(done);
    } else {
      loop.execute(() -> end(done));
    }
    return done.future();
  }

  private void end(Promise<Void> done) {
    closed = true;
    call = Call.NONE;
    patience.stop();
    connection.close();
    done.complete();
  }
}
