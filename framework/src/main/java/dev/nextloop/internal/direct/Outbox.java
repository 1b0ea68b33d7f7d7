package dev.nextloop.internal.direct;

import dev.nextloop.Reply;
import dev.nextloop.internal.wire.RequestWriter;
import dev.nextloop.internal.wire.RuntimePaths;
import dev.nextloop.spi.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/**
 * One request on its way out. A short body is copied behind its head, so that both leave in one
 * write; a long one is written from where it lies.
 */
final class Outbox {
  private static final int SIZE = 16 << 10;
  // The JDK copies heap memory to a direct buffer as large as the write; this bounds that.
  private static final int WINDOW = 256 << 10;

  private final RequestWriter writer;
  // On the heap: text is put there at once, and byte by byte into a direct buffer.
  private final ByteBuffer usual = ByteBuffer.allocate(SIZE);
  private final ByteBuffer[] both = new ByteBuffer[2];
  private ByteBuffer head = usual;
  private ByteBuffer body;
  private int bodyEnd;

  Outbox(RequestWriter writer) {
    this.writer = writer;
    usual.flip();
  }

  void next() {
    begin(usual);
    writer.next(head);
    head.flip();
  }

  void restoreNext() {
    begin(usual);
    writer.restoreNext(head);
    head.flip();
  }

  void answer(String requestId, String invocationId, Outcome outcome) {
    if (outcome instanceof Outcome.Success success) {
      Reply.Bytes reply = (Reply.Bytes) success.reply();
      begin(usual);
      writer.response(head, requestId, invocationId, reply.contentType(), reply.body().remaining());
      body(reply.body());
    } else {
      String path = RuntimePaths.INVOCATION + requestId + RuntimePaths.ERROR;
      failure(path, invocationId, (Outcome.Failure) outcome);
    }
  }

  void failure(String path, String invocationId, Outcome.Failure failure) {
    int cause = failure.cause() == null ? 0 : failure.cause().length();
    int size = cause + path.length() + failure.type().length() + writer.overhead();
    begin(size > SIZE ? ByteBuffer.allocate(size) : usual);
    writer.failure(
        head, path, invocationId, failure.type(), failure.cause(), failure.body().remaining());
    body(failure.body());
  }

  private void begin(ByteBuffer buffer) {
    head = buffer;
    head.clear();
    body = null;
  }

  private void body(ByteBuffer bytes) {
    int length = bytes.remaining();
    if (length <= head.remaining()) {
      // Absolute: the outcome must stay as it is, in case it has to be sent again.
      head.put(head.position(), bytes, bytes.position(), length);
      head.position(head.position() + length);
    } else {
      body = bytes.duplicate();
      bodyEnd = body.limit();
    }
    head.flip();
  }

  /** Writes what the socket takes; true when all is out. */
  boolean writeTo(GatheringByteChannel channel) throws IOException {
    if (body == null) {
      channel.write(head);
      return !head.hasRemaining();
    }
    both[0] = head;
    both[1] = body;
    while (head.hasRemaining() || body.position() < bodyEnd) {
      body.limit(body.isDirect() ? bodyEnd : Math.min(bodyEnd, body.position() + WINDOW));
      if (channel.write(both) == 0) {
        return false;
      }
    }
    body = null;
    both[1] = null;
    return true;
  }

  /** Whether something waits to be written. */
  boolean isWaiting() {
    return body != null || head.hasRemaining();
  }

  /** Forgets what was not written. */
  void drop() {
    body = null;
    head = usual;
    head.limit(head.position());
  }
}
