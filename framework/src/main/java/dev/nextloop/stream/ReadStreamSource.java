package dev.nextloop.stream;

import dev.nextloop.internal.vertx.BufferBytes;
import dev.nextloop.internal.vertx.Home;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.ByteSource;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Objects;

/**
 * The bytes of a Vert.x stream: of a file, of another server's response, of a transformation. The
 * stream is paused while its bytes wait for the Runtime API, and resumed on its own context.
 */
public final class ReadStreamSource implements ByteSource {
  private final ReadStream<Buffer> stream;
  private final Runnable abandon;

  /**
   * A stream that stays paused when nobody reads any more.
   *
   * @param stream has no handlers yet; paused if it would lose what comes before it is read
   */
  public ReadStreamSource(ReadStream<Buffer> stream) {
    this(stream, stream::pause);
  }

  /**
   * A stream that is to be given up in some other way.
   *
   * @param stream as above
   * @param abandon frees what is behind the stream when its reply was cut off, for instance {@code
   *     file::close}; called on the lane's loop
   */
  public ReadStreamSource(ReadStream<Buffer> stream, Runnable abandon) {
    this.stream = Objects.requireNonNull(stream, "stream");
    this.abandon = Objects.requireNonNull(abandon, "abandon");
  }

  @Override
  public void start(ByteSink sink) {
    sink.closed().onFailure(cut -> abandon.run());
    stream.exceptionHandler(sink::fail);
    stream.endHandler(ended -> sink.end());
    stream.handler(
        buffer -> {
          if (sink.write(BufferBytes.of(buffer))) {
            stream.pause();
            sink.onDrain(Home.here(stream::resume));
          }
        });
    stream.resume();
  }
}
