package dev.nextloop.awscore.internal.log;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.nextloop.awscore.internal.jvm.Descriptor;
import dev.nextloop.awscore.internal.jvm.ManagedJvm;
import dev.nextloop.spi.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/** Where this process's log goes. */
public final class LogSinks {
  private static final String VARIABLE = "_LAMBDA_TELEMETRY_LOG_FD";

  private LogSinks() {}

  /** The platform's descriptor where it has given one, else standard output. */
  public static LogSink of(Host host) {
    String number = host.variable(VARIABLE);
    LogSink output = new Output(host);
    if (number == null) {
      return output;
    }
    OutputStream descriptor = Descriptor.open(number);
    if (descriptor == null) {
      host.log("nextloop: " + VARIABLE + " is no descriptor to write to; logging to stdout");
      return output;
    }
    return new FramedSink(descriptor, new Micros(), output);
  }

  /** Standard output, looked up anew each time: functions replace it. */
  private record Output(Host host) implements LogSink {
    @Override
    public synchronized void write(LogLevel level, LogFormat format, byte[] message) {
      try {
        ManagedJvm.output().write(message);
      } catch (IOException e) {
        host.log("nextloop: a log record was lost: " + e.getMessage());
      }
    }
  }

  /** No lambda: these are on the way to the first poll. */
  private static final class Micros implements LongSupplier {
    @Override
    public long getAsLong() {
      return ManagedJvm.micros();
    }
  }
}
