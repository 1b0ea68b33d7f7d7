package dev.nextloop.internal.pipeline;

import dev.nextloop.internal.wire.RequestWriter;
import dev.nextloop.spi.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/**
 * One streamed answer on its way out, chunk by chunk: what the source has written by then becomes
 * one chunk, written from where it lies, up to {@value #WINDOW} bytes.
 */
final class StreamOutbox implements Outgoing {
  // The JDK copies heap memory to a direct buffer as large as the write; this bounds that.
  private static final int WINDOW = 256 << 10;
  private static final int MOST_PIECES = 30;
  // A source that is never paused must leave the loop to others now and then.
  private static final int CHUNKS_A_TURN = 8;
  private static final int LONGEST_SIZE = 12;

  private final RequestWriter writer;
  private final ByteBuffer[] parts = new ByteBuffer[MOST_PIECES + 2];
  private StreamSink sink;
  private Outcome.Streamed outcome;
  private Outcome.Failure cut;
  private ByteBuffer head;
  private ByteBuffer rest;
  private int count;
  private int length;
  private boolean last;
  private boolean done;
  private boolean open;

  StreamOutbox(RequestWriter writer) {
    this.writer = writer;
  }

  /** Makes ready for a stream; its head leaves with the first chunk. */
  void begin(String requestId, String invocationId, Outcome.Streamed streamed, StreamSink from) {
    clear();
    String type = streamed.reply().contentType();
    int ids = requestId.length() + (invocationId == null ? 0 : invocationId.length());
    head = ByteBuffer.allocate(writer.overhead() + ids + type.length() + LONGEST_SIZE);
    writer.stream(head, requestId, invocationId, type);
    outcome = streamed;
    sink = from;
    cut = null;
    done = false;
  }

  /** From now on the stream may be sent. */
  void open() {
    open = true;
  }

  /** Ends the stream with these trailers behind the chunk that has begun. */
  void cut(Outcome.Failure why) {
    cut = why;
    rest = null;
  }

  /** Whether the last byte is out. */
  boolean isDone() {
    return done;
  }

  @Override
  public boolean writeTo(GatheringByteChannel channel) throws IOException {
    if (!open) {
      return true;
    }
    for (int chunk = 0; chunk < CHUNKS_A_TURN; chunk++) {
      if (count == 0 && !next()) {
        return true;
      }
      while (count > 0 && parts[count - 1].hasRemaining()) {
        if (channel.write(parts, 0, count) == 0) {
          return false;
        }
      }
      if (sink == null) {
        // Writing found the connection closed.
        return true;
      }
      written();
    }
    if (sink != null) {
      sink.schedule();
    }
    return false;
  }

  /** Puts together the next chunk; false when there is nothing to send now. */
  private boolean next() {
    if (done || sink == null) {
      return false;
    }
    boolean over = cut != null || sink.isOver();
    collect();
    last = over && rest == null && (cut != null || !sink.hasPieces());
    if (length == 0 && !last) {
      count = 0;
      return false;
    }
    if (length > 0) {
      Chunks.size(head, length);
    }
    parts[0] = head.flip();
    parts[count++] = last ? Chunks.last(length > 0, trailers()) : Chunks.end();
    return true;
  }

  private void collect() {
    count = 1;
    length = 0;
    while (cut == null && count <= MOST_PIECES && length < WINDOW) {
      ByteBuffer piece = rest != null ? rest : sink.poll();
      if (piece == null) {
        break;
      }
      int taken = Math.min(piece.remaining(), WINDOW - length);
      parts[count++] = piece.slice(piece.position(), taken);
      piece.position(piece.position() + taken);
      rest = piece.hasRemaining() ? piece : null;
      length += taken;
    }
  }

  private Outcome.Failure trailers() {
    if (cut != null) {
      return cut;
    }
    return sink.failure() == null ? null : outcome.failures().apply(sink.failure());
  }

  private void written() {
    for (int i = 0; i < count; i++) {
      parts[i] = null;
    }
    count = 0;
    head.clear();
    StreamSink from = sink;
    if (last) {
      done = true;
      from.sent();
    }
    from.taken(length);
  }

  @Override
  public boolean isWaiting() {
    return count > 0 || rest != null || (sink != null && !done && sink.hasPieces());
  }

  /** A connection that is lost before the stream is sent takes nothing of it along. */
  @Override
  public void drop() {
    if (open) {
      clear();
    }
  }

  private void clear() {
    for (int i = 0; i < parts.length; i++) {
      parts[i] = null;
    }
    count = 0;
    rest = null;
    sink = null;
    outcome = null;
    open = false;
  }
}
