package dev.nextloop.awscore.internal.log;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

/** Where log records go; any thread. */
@FunctionalInterface
public interface LogSink {
  /** Writes one record; never throws. */
  void write(LogLevel level, LogFormat format, byte[] message);
}
