package dev.nextloop.internal.snapshot;

import dev.nextloop.Invocation;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Outcome;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Runtime API whose events are files and whose answers are dropped; loop only. */
final class SampleApi implements RuntimeApi {
  private static final int ACCEPTED = 202;
  private static final int LONGEST_SHOWN = 500;

  private final Host host;
  private final LaneLoop loop;
  private final List<Path> events;
  private final Duration timeout;
  private final Promise<Integer> done = Promise.promise();
  private Events lane;
  private int next;
  private boolean answered = true;
  private int failed;
  private DroppedStream stream;

  SampleApi(Host host, LaneLoop loop, List<Path> events, Duration timeout) {
    this.host = host;
    this.loop = loop;
    this.events = events;
    this.timeout = timeout;
  }

  /** Completes with the number of events that failed. */
  Future<Integer> done() {
    return done.future();
  }

  /** Nothing is asked any more; any thread. */
  void end() {
    done.tryComplete(failed);
  }

  @Override
  public void open(Events heard) {
    lane = heard;
  }

  @Override
  public void poll() {
    loop.execute(this::handOut);
  }

  private void handOut() {
    if (!answered) {
      failed("no answer before its deadline");
    }
    if (next == events.size()) {
      end();
      return;
    }
    Path file = events.get(next++);
    try {
      // Blocks the loop for a small file, when there is nothing else to do yet.
      byte[] event = Files.readAllBytes(file);
      answered = false;
      lane.polled(SampleInvocation.of(next, event, host.now() + timeout.toMillis(), host));
    } catch (IOException e) {
      failed(e.toString());
      poll();
    }
  }

  @Override
  public void answer(Invocation invocation, Outcome outcome, After after) {
    if (outcome instanceof Outcome.Failure failure) {
      failed(text(failure));
    }
    posted(after == After.POLL);
  }

  private void posted(boolean andPoll) {
    answered = true;
    loop.execute(
        () -> {
          lane.posted(ACCEPTED);
          if (andPoll) {
            poll();
          }
        });
  }

  private void failed(String why) {
    answered = true;
    failed++;
    host.log("nextloop: the sample event " + events.get(next - 1) + " failed: " + why);
  }

  private static String text(Outcome.Failure failure) {
    String body = StandardCharsets.UTF_8.decode(failure.body().duplicate()).toString();
    return body.length() <= LONGEST_SHOWN ? body : body.substring(0, LONGEST_SHOWN) + "...";
  }

  @Override
  public void stream(Invocation invocation, Outcome.Streamed outcome) {
    stream = new DroppedStream(loop);
    stream
        .over()
        .onComplete(
            (ended, cause) -> {
              if (cause != null) {
                failed(text(outcome.failures().apply(cause)));
              }
              posted(false);
            });
    stream.begin(outcome.reply().source());
  }

  @Override
  public void cut(Outcome.Failure why) {
    stream.fail(new IOException(text(why)));
  }

  @Override
  public void leavePayload() {}

  @Override
  public void initError(Outcome.Failure failure) {
    throw new UnsupportedOperationException("a sample event is no init");
  }

  @Override
  public void restoreNext() {
    throw new UnsupportedOperationException("a sample event is no restore");
  }

  @Override
  public void restoreError(Outcome.Failure failure) {
    throw new UnsupportedOperationException("a sample event is no restore");
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
