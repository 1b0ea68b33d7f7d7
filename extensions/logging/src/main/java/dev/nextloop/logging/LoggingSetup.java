package dev.nextloop.logging;

import dev.nextloop.FunctionError;
import dev.nextloop.Nextloop;
import dev.nextloop.Setup;
import dev.nextloop.logging.internal.Backend;
import dev.nextloop.logging.internal.Backends;
import dev.nextloop.logging.internal.Following;
import dev.nextloop.logging.internal.LogSettings;
import dev.nextloop.logging.internal.SinkFlush;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.mdc.CurrentIds;
import dev.nextloop.logging.internal.sink.LogSink;
import dev.nextloop.logging.internal.sink.Sinks;
import dev.nextloop.spi.Host;
import java.util.List;

/**
 * Has Logback, Log4j 2 or, where there is neither, java.util.logging write Lambda's lines: JSON or
 * text and from which level on as the platform says, with the ids of the invocation, to the
 * platform's log descriptor or standard output, without blocking a loop. Takes the place of the
 * root logger's console. For {@code NEXTLOOP_SETUP=dev.nextloop.logging.LoggingSetup}.
 *
 * <p>Several clients of one JVM share what the first one has set up; each line has the ids of its
 * own client's invocation.
 */
public final class LoggingSetup implements Setup {
  /** For {@code NEXTLOOP_SETUP}. */
  public LoggingSetup() {}

  /**
   * Sets it up.
   *
   * @throws FunctionError names the setting that is wrong and the remedy
   */
  @Override
  public void add(Nextloop.Builder client, Host host) {
    LogSettings settings = LogSettings.from(host);
    List<Backend> backends = Backends.present();
    CurrentIds ids = new CurrentIds(client.scope());
    LogSink sink = installed(backends);
    if (sink == null) {
      sink = Sinks.open(host, settings);
    }
    sink.serve(client.scope());
    LineFormat format = settings.format(sink.isFramed());
    for (Backend backend : backends) {
      backend.install(sink, format, settings.least(), ids);
    }
    Following.add(client, backends, ids);
    client.flush(new SinkFlush(sink));
  }

  private static LogSink installed(List<Backend> backends) {
    for (Backend backend : backends) {
      LogSink sink = backend.installed();
      if (sink != null) {
        return sink;
      }
    }
    return null;
  }
}
