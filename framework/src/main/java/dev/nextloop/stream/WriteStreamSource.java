package dev.nextloop.stream;

import dev.nextloop.FunctionError;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.ByteSource;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a function writes to a Vert.x stream, which can be the end of a pipe. Whoever writes and
 * looks at {@code writeQueueFull} is held back; {@code setWriteQueueMaxSize} moves the mark.
 */
public final class WriteStreamSource implements ByteSource {
  private final Function<WriteStream<Buffer>, Future<Void>> writer;

  /**
   * A source.
   *
   * @param writer called on the lane's loop; ends the stream, on any thread. When its future
   *     completes without that, the reply fails with {@code Runtime.StreamNotFinished}; when its
   *     future fails, with that failure
   */
  public WriteStreamSource(Function<WriteStream<Buffer>, Future<Void>> writer) {
    this.writer = Objects.requireNonNull(writer, "writer");
  }

  @Override
  public void start(ByteSink sink) {
    Future<Void> written = writer.apply(new SinkStream(sink));
    Objects.requireNonNull(written, "the future that the writer of a stream returns")
        .onComplete(
            (nothing, failure) ->
                // Does nothing where the stream was ended.
                sink.fail(failure != null ? failure : notFinished()));
  }

  private static FunctionError notFinished() {
    return new FunctionError(
        "Runtime.StreamNotFinished", "the response stream was not ended: call end()");
  }
}
