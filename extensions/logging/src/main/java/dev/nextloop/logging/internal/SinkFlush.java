package dev.nextloop.logging.internal;

import dev.nextloop.Flush;
import dev.nextloop.Invocation;
import dev.nextloop.logging.internal.sink.LogSink;
import io.vertx.core.Future;

/** Writes what waits before the process may be frozen. As a rule nothing does. */
public record SinkFlush(LogSink sink) implements Flush {
  @Override
  public boolean isDue(Invocation invocation) {
    return sink.isBusy();
  }

  @Override
  public Future<Void> flush(Invocation invocation) {
    return sink.flush();
  }
}
