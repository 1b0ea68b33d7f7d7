package dev.nextloop.logging.internal.jul;

import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.line.LineBuffer;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.mdc.CurrentIds;
import dev.nextloop.logging.internal.mdc.InvocationIds;
import dev.nextloop.logging.internal.sink.LogSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Records of java.util.logging as those of the sink. */
final class SinkHandler extends Handler {
  private final SimpleFormatter messages = new SimpleFormatter();
  private final LogSink sink;
  private final LineFormat format;
  // Of each client in this JVM; a thread works for one of them.
  private final List<CurrentIds> clients = new CopyOnWriteArrayList<>();
  private final ThreadKeys keys;

  SinkHandler(LogSink sink, LineFormat format, Level least, ThreadKeys keys) {
    this.sink = sink;
    this.format = format;
    this.keys = keys;
    setLevel(JulEntry.level(least));
  }

  LogSink sink() {
    return sink;
  }

  void serve(CurrentIds client) {
    clients.add(client);
  }

  private InvocationIds ids() {
    for (CurrentIds client : clients) {
      InvocationIds ids = client.get();
      if (ids != null) {
        return ids;
      }
    }
    return null;
  }

  @Override
  public void publish(LogRecord event) {
    if (isLoggable(event)) {
      JulEntry entry = new JulEntry(event, messages.formatMessage(event), ids(), keys);
      LineBuffer line = sink.take();
      format.write(entry, line);
      sink.write(line, entry.millis(), entry.level(), format.isJson());
    }
  }

  @Override
  public void flush() {
    // Behind each answer.
  }

  @Override
  public void close() {
    // The sink is the process's.
  }
}
