package dev.nextloop.stream;

import dev.nextloop.Invocation;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

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

  private final Invocation invocation;
  private final Writer writer;

  /**
   * A source.
   *
   * @param invocation runs the writer on one of its workers; see {@link Invocation#blocking}
   */
  public OutputStreamSource(Invocation invocation, Writer writer) {
    this.invocation = Objects.requireNonNull(invocation, "invocation");
    this.writer = Objects.requireNonNull(writer, "writer");
  }

  @Override
  public void start(ByteSink sink) {
    invocation.blocking(() -> written(sink)).onFailure(sink::fail);
  }

  private Void written(ByteSink sink) throws Exception {
    // Not closed when the writer fails: that would end the reply as if it were complete.
    SinkOutputStream out = new SinkOutputStream(sink);
    writer.write(out);
    out.close();
    return null;
  }
}
