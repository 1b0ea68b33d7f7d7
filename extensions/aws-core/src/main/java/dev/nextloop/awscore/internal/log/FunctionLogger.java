package dev.nextloop.awscore.internal.log;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.nextloop.spi.Host;
import java.nio.charset.StandardCharsets;

/**
 * The logger that functions get from {@code Context.getLogger()} and {@code
 * LambdaRuntime.getLogger()}. Any thread; a record names the invocation that its thread handles.
 */
public final class FunctionLogger implements LambdaLogger {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final LogLevel least;
  private final LogFormat format;
  private final LogSink sink;
  private final Host host;

  // A handler runs on one thread from its first to its last line, so that is its scope.
  @SuppressWarnings("ThreadLocalUsage") // one for each client
  private final ThreadLocal<Context> handled = new ThreadLocal<>();

  /**
   * A logger.
   *
   * @param least what is below this level is left out; records without a level never are
   */
  public FunctionLogger(LogLevel least, LogFormat format, LogSink sink, Host host) {
    this.least = least;
    this.format = format;
    this.sink = sink;
    this.host = host;
  }

  /** The format of its records. */
  public LogFormat format() {
    return format;
  }

  /** What the caller's thread logs from now on belongs to this invocation; null: to none. */
  public void handles(Context context) {
    if (context == null) {
      handled.remove();
    } else {
      handled.set(context);
    }
  }

  @Override
  public void log(String message) {
    log(message, LogLevel.UNDEFINED);
  }

  @Override
  public void log(byte[] message) {
    log(message, LogLevel.UNDEFINED);
  }

  @Override
  public void log(String message, LogLevel level) {
    if (passes(level)) {
      String line =
          format == LogFormat.JSON
              ? JsonLine.of(host.now(), message, level, handled.get())
              : text(message, level);
      sink.write(level, format, line == null ? NULL : line.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void log(byte[] message, LogLevel level) {
    if (passes(level)) {
      sink.write(level, format, message == null ? NULL : message);
    }
  }

  private boolean passes(LogLevel level) {
    return level == LogLevel.UNDEFINED || level.compareTo(least) >= 0;
  }

  private static String text(String message, LogLevel level) {
    return level == LogLevel.UNDEFINED ? message : "[" + level + "] " + message;
  }
}
