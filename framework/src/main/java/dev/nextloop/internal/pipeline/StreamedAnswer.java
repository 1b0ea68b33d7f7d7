package dev.nextloop.internal.pipeline;

import dev.nextloop.Invocation;
import dev.nextloop.internal.pipeline.Exchange.Call;
import dev.nextloop.internal.wire.RequestWriter;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Outcome;
import dev.nextloop.spi.RuntimeApi;

/**
 * A lane's streamed answers, one at a time, each over a socket of its own that is closed when the
 * Runtime API has answered. Opens it while the source makes its first byte, and sends nothing
 * before that or the end. Tells the lane exactly one thing of each stream: posted, failed, or
 * nothing streamed.
 */
public final class StreamedAnswer implements CallListener {
  private static final long CUT_NANOS = 2_000_000_000L;

  private final LaneLoop loop;
  private final StreamOutbox outbox;
  private final Exchange exchange;
  private final RuntimeApi.Events lane;
  private StreamSink sink;
  private Outcome.Streamed outcome;
  private LaneLoop.Timer cutTimer;
  private boolean started;

  /** Streams for one lane; opens no socket yet. */
  public StreamedAnswer(
      Host host,
      LaneLoop loop,
      Connection.Connector connector,
      RequestWriter writer,
      RuntimeApi.Events lane) {
    this.loop = loop;
    this.outbox = new StreamOutbox(writer);
    this.exchange = new Exchange(host, loop, connector, outbox, this);
    this.lane = lane;
  }

  /** Has the source begin. */
  public void begin(Invocation invocation, Outcome.Streamed streamed) {
    StreamSink fresh = new StreamSink(loop, this);
    sink = fresh;
    outcome = streamed;
    started = false;
    outbox.begin(invocation.requestId(), invocation.invocationId().orElse(null), streamed, fresh);
    try {
      streamed.reply().source().start(fresh);
    } catch (Throwable e) { // NOPMD: whatever the source throws, an answer is due
      fresh.fail(e);
    }
    if (sink == fresh && !started) {
      exchange.prepare();
    }
  }

  /** There is something to send, or an end; always in a turn of its own. */
  void flush(StreamSink from) {
    if (from != sink) {
      return;
    }
    if (started) {
      exchange.flush();
    } else if (from.hasPieces() || (from.isOver() && from.failure() == null)) {
      started = true;
      outbox.open();
      exchange.send(Call.STREAM, false);
    } else if (from.isOver()) {
      nothing(outcome.failures().apply(from.failure()), from.failure());
    }
  }

  /** The last byte is out. */
  void sent() {
    exchange.renewPatience();
  }

  /** Ends the stream that is under way before its time. */
  public void cut(Outcome.Failure why) {
    if (sink == null) {
      return;
    }
    ApiFailure cause = broken("the stream was cut off: " + why.type());
    if (!started) {
      nothing(why, cause);
      return;
    }
    outbox.cut(why);
    sink.close(cause);
    cutTimer = loop.timer(CUT_NANOS, this::tearOff);
    exchange.flush();
  }

  private void tearOff() {
    cutTimer = null;
    failed(Call.STREAM, broken("the stream was cut off, and its connection took no trailers"));
  }

  private void nothing(Outcome.Failure failure, Throwable cause) {
    over(cause);
    lane.nothingStreamed(failure);
  }

  @Override
  public void complete(Call done, Inbox inbox) {
    int status = inbox.parser().status();
    if (status >= 300) {
      over(ApiFailure.status(status));
    } else if (outbox.isDone()) {
      over(null);
    } else {
      over(broken("the Runtime API answered " + status + " before the end of the stream"));
    }
    lane.posted(status);
  }

  @Override
  public void failed(Call failed, ApiFailure failure) {
    if (failure.kind() == ApiFailure.Kind.CONNECT) {
      nothing(outcome.failures().apply(failure), failure);
    } else {
      over(failure);
      lane.postFailed(failure);
    }
  }

  private static ApiFailure broken(String message) {
    return ApiFailure.broken(ApiFailure.Kind.BROKEN, message, null);
  }

  /** Gives up the stream that is under way, without a word to the lane. */
  public void close() {
    if (sink != null) {
      over(broken("the client has stopped"));
    }
  }

  private void over(Throwable cause) {
    StreamSink ended = sink;
    sink = null;
    outcome = null;
    if (cutTimer != null) {
      cutTimer.cancel();
      cutTimer = null;
    }
    exchange.close();
    ended.close(cause);
  }
}
