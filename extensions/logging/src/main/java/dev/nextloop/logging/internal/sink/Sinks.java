package dev.nextloop.logging.internal.sink;

import dev.nextloop.logging.internal.LogSettings;
import dev.nextloop.logging.internal.line.LineBuffer;
import dev.nextloop.logging.internal.line.LineFormat;
import dev.nextloop.logging.internal.line.Notice;
import dev.nextloop.spi.Host;
import java.io.FileDescriptor;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Opens the sink of this process. */
public final class Sinks {
  private static final String VARIABLE = "_LAMBDA_TELEMETRY_LOG_FD";
  private static final int POOLED = 8;
  private static final long WAIT_NANOS = 500_000_000L;
  private static final long DRAIN_NANOS = 300_000_000L;

  private Sinks() {}

  /** The platform's descriptor where it has given one that can be opened, else standard output. */
  public static LogSink open(Host host, LogSettings settings) {
    String number = host.variable(VARIABLE);
    FileOutput descriptor = number == null ? null : Descriptor.open(number);
    if (number != null && descriptor == null) {
      host.log("nextloop: " + VARIABLE + " is no descriptor to write to; logging to stdout");
    }
    boolean framed = descriptor != null;
    Output output =
        framed ? descriptor : new FileOutput(FileDescriptor.out, Path.of("/proc/self/fd/1"));
    return sink(output, framed, host, settings);
  }

  /** A sink over this output. */
  static LogSink sink(Output output, boolean framed, Host host, LogSettings settings) {
    Waiting waiting = new Waiting();
    AtomicReferenceArray<LineBuffer> pool = new AtomicReferenceArray<>(POOLED);
    LineFormat format = settings.format(framed);
    AtomicBoolean hooked = new AtomicBoolean();
    RecordQueue[] queue = new RecordQueue[1];
    queue[0] =
        new RecordQueue(
            new RecordQueue.Parts(
                output,
                framed ? 0 : LineBuffer.HEADER,
                settings.bufferBytes(),
                WAIT_NANOS,
                waiting,
                count -> {
                  LineBuffer line = new LineBuffer();
                  Notice notice = new Notice(host.now(), count);
                  format.write(notice, line);
                  LogSink.finish(line, framed, notice.millis(), notice.level(), format.isJson());
                  return line;
                },
                task -> {
                  if (hooked.compareAndSet(false, true)) {
                    LastRecords.before(() -> queue[0].drain(DRAIN_NANOS));
                  }
                  Thread writer = new Thread(task, "nextloop-log");
                  writer.setDaemon(true);
                  return writer;
                },
                pool));
    return new LogSink(queue[0], framed, pool, waiting);
  }
}
