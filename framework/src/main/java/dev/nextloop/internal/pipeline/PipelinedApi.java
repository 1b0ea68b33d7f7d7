package dev.nextloop.internal.pipeline;

import dev.nextloop.Invocation;
import dev.nextloop.internal.pipeline.Exchange.Call;
import dev.nextloop.internal.wire.HttpHead;
import dev.nextloop.internal.wire.RequestWriter;
import dev.nextloop.internal.wire.RuntimePaths;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Outcome;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * One lane's calls over one {@link Connection}, whatever kind of socket that is. With pipelining
 * the next poll leaves behind the answer, in one write, and the two responses are read in order:
 * POST, then POLL.
 */
public final class PipelinedApi implements RuntimeApi, CallListener {
  private final Host host;
  private final LaneLoop loop;
  private final Connection.Connector connector;
  private final RequestWriter writer;
  private final Outbox outbox;
  private final Exchange exchange;
  private final Pipelining pipelining;
  private final EarlyPoll early = new EarlyPoll();
  private Events lane;
  private StreamedAnswer stream;
  private After after = After.HOLD;
  private boolean pollBehind;
  private boolean pollWhenDrained;
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
    this.host = host;
    this.loop = loop;
    this.connector = connector;
    this.writer = writer;
    this.outbox = new Outbox(writer);
    this.pipelining = pipelining;
    this.exchange = new Exchange(host, loop, connector, outbox, this);
  }

  @Override
  public void open(Events events) {
    this.lane = events;
  }

  @Override
  public void deliverParts() {
    exchange.deliverParts();
  }

  @Override
  public void poll() {
    if (exchange.isOut(Call.POLL) && !exchange.isDelivering()) {
      // It is out already, behind an answer that was refused.
      early.claim();
      return;
    }
    HttpHead held = early.take();
    if (held != null) {
      lane.polled(held);
      return;
    }
    if (exchange.isDelivering()) {
      pollWhenDrained = true;
      exchange.discardRest();
      return;
    }
    early.claim();
    outbox.next();
    exchange.send(Call.POLL, false);
  }

  @Override
  public void answer(Invocation invocation, Outcome outcome, After then) {
    if (exchange.isOut(Call.POLL)) {
      // Sent again while the poll behind the first try is still out: first things first.
      early.postpone(invocation, outcome, then);
      exchange.renewPatience();
      exchange.discardRest();
      return;
    }
    early.answering(invocation);
    pollBehind = then == After.POLL && pipelining.isOn();
    outbox.answer(
        invocation.requestId(), invocation.invocationId().orElse(null), outcome, pollBehind);
    post(then);
  }

  @Override
  public void stream(Invocation invocation, Outcome.Streamed outcome) {
    if (stream == null) {
      stream = new StreamedAnswer(host, loop, connector, writer, lane);
    }
    stream.begin(invocation, outcome);
  }

  @Override
  public void cut(Outcome.Failure why) {
    stream.cut(why);
  }

  @Override
  public void leavePayload() {
    exchange.leavePayload();
  }

  @Override
  public void initError(Outcome.Failure failure) {
    report(RuntimePaths.INIT_ERROR, failure);
  }

  @Override
  public void restoreNext() {
    early.claim();
    outbox.restoreNext();
    exchange.send(Call.RESTORE, false);
  }

  @Override
  public void restoreError(Outcome.Failure failure) {
    report(RuntimePaths.RESTORE_ERROR, failure);
  }

  private void report(String path, Outcome.Failure failure) {
    outbox.failure(path, null, failure, false);
    post(After.HOLD);
  }

  private void post(After then) {
    after = then;
    exchange.send(Call.POST, pollBehind);
  }

  @Override
  public void complete(Call done, Inbox inbox) {
    int status = inbox.parser().status();
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

  @Override
  public void begun(HttpHead event) {
    early.polled(event, lane);
  }

  @Override
  public void drained() {
    if (pollWhenDrained) {
      pollWhenDrained = false;
      poll();
    } else {
      sendPostponed();
    }
  }

  private void posted(int status) {
    boolean pollIsOut = pollBehind && exchange.isConnected();
    takePollBehind(pollIsOut && status < 300);
    if (!pollIsOut) {
      // The lane may send the next answer within this word: that one says what comes after it.
      boolean thenPoll = after == After.POLL && status < 300;
      lane.posted(status);
      if (thenPoll && !closed) {
        poll();
      }
      return;
    }
    exchange.awaitPollBehind();
    if (status < 300) {
      early.claim();
    }
    lane.posted(status);
    exchange.goOn();
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

  @Override
  public void failed(Call failed, ApiFailure failure) {
    if (failed == Call.POST) {
      takePollBehind(false);
      lane.postFailed(failure);
    } else {
      pollFailed(failure);
    }
  }

  @Override
  public Future<Void> close() {
    Promise<Void> done = Promise.promise();
    // At once: a lane that closes within a callback must not see another one after it.
    loop.now(() -> end(done));
    return done.future();
  }

  private void end(Promise<Void> done) {
    closed = true;
    exchange.close();
    if (stream != null) {
      stream.close();
    }
    done.complete();
  }
}
