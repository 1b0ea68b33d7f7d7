package dev.nextloop.awscore.internal.log;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Writes records to the platform's log descriptor: 16 bytes of header with type, length and time,
 * then the message, in one write so that no other writer comes between. The frame is that of AWS's
 * clients ({@code FramedTelemetryLogSink}).
 */
final class FramedSink implements LogSink {
  private static final int HEADER = 16;
  private static final int TYPE = 0xa55a0000;
  private static final int TIME_IS_PRESENT = 1 << 1;
  private static final int TEXT = 1;
  private static final int LEVEL_SHIFT = 2;

  private final OutputStream descriptor;
  private final LongSupplier micros;
  private final LogSink otherwise;

  /**
   * A sink.
   *
   * @param micros wall clock, microseconds since 1970
   * @param otherwise takes what the descriptor does not
   */
  FramedSink(OutputStream descriptor, LongSupplier micros, LogSink otherwise) {
    this.descriptor = descriptor;
    this.micros = micros;
    this.otherwise = otherwise;
  }

  @Override
  public synchronized void write(LogLevel level, LogFormat format, byte[] message) {
    int type =
        TYPE
            | number(level) << LEVEL_SHIFT
            | TIME_IS_PRESENT
            | (format == LogFormat.TEXT ? TEXT : 0);
    ByteBuffer frame = ByteBuffer.allocate(HEADER + message.length);
    frame.putInt(type).putInt(message.length).putLong(micros.getAsLong()).put(message);
    try {
      descriptor.write(frame.array());
    } catch (IOException e) {
      otherwise.write(level, format, message);
    }
  }

  private static int number(LogLevel level) {
    return switch (level) {
      case UNDEFINED -> 0;
      case TRACE -> 1;
      case DEBUG -> 2;
      case INFO -> 3;
      case WARN -> 4;
      case ERROR -> 5;
      case FATAL -> 6;
    };
  }
}
