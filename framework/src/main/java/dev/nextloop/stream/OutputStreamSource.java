package dev.nextloop.stream;

import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * What a blocking function writes to a plain {@link OutputStream}, on a thread that may wait. It
 * waits in {@code write} while too much is on its way to the Runtime API.
 */
public final class OutputStreamSource implements ByteSource {
  /** What {@link OutputStreamSource} calls. */
  @FunctionalInterface
  public interface Writer {
    /**
     * Writes the reply, which is complete when this returns or the stream is closed.
     *
     * @param out its writes throw an {@link IOException} once the reply was cut off; small ones are
     *     put together, and leave at {@code flush}
     * @throws Exception fails the reply
     */
    void write(OutputStream out) throws Exception;
  }

  private final Executor workers;
  private final Writer writer;

  /**
   * A source.
   *
   * @param workers runs the writer on a thread of its own
   */
  public OutputStreamSource(Executor workers, Writer writer) {
    this.workers = Objects.requireNonNull(workers, "workers");
    this.writer = Objects.requireNonNull(writer, "writer");
  }

  @Override
  public void start(ByteSink sink) {
    workers.execute(() -> write(sink));
  }

  private void write(ByteSink sink) {
    try {
      SinkOutputStream out = new SinkOutputStream(sink);
      writer.write(out);
      out.close();
    } catch (Throwable e) { // NOPMD: what the function throws is told to its caller
      sink.fail(e);
    }
  }
}
