package dev.nextloop.internal.pipeline;

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
final class Outbox implements Outgoing {
  private static final int SIZE = 16 << 10;
  // The JDK copies heap memory to a direct buffer as large as the write; this bounds that.
  private static final int WINDOW = 256 << 10;

  private final RequestWriter writer;
  // On the heap: text is put there at once, and byte by byte into a direct buffer.
  private final ByteBuffer usual = ByteBuffer.allocate(SIZE);
  private final ByteBuffer poll;
  private final ByteBuffer[] parts = new ByteBuffer[3];
  // What the socket reads from: heap memory would be copied to the JDK's own direct buffer first.
  private final ByteBuffer staged = ByteBuffer.allocateDirect(SIZE).limit(0);
  private ByteBuffer head = usual;
  private ByteBuffer out = staged;
  private ByteBuffer body;
  private int bodyEnd;

  Outbox(RequestWriter writer) {
    this.writer = writer;
    this.poll = ByteBuffer.allocate(writer.overhead());
    writer.next(poll);
    poll.flip().position(poll.limit());
    usual.flip();
  }

  void next() {
    begin(usual);
    writer.next(head);
    seal();
  }

  void restoreNext() {
    begin(usual);
    writer.restoreNext(head);
    seal();
  }

  /** An answer, and right behind it the next poll if so wished. */
  void answer(String requestId, String invocationId, Outcome outcome, boolean thenPoll) {
    if (outcome instanceof Outcome.Success success) {
      Reply.Bytes reply = success.reply();
      begin(usual);
      writer.response(head, requestId, invocationId, reply.contentType(), reply.body().remaining());
      body(reply.body(), thenPoll);
    } else {
      String path = RuntimePaths.INVOCATION + requestId + RuntimePaths.ERROR;
      failure(path, invocationId, (Outcome.Failure) outcome, thenPoll);
    }
  }

  void failure(String path, String invocationId, Outcome.Failure failure, boolean thenPoll) {
    int cause = failure.cause() == null ? 0 : failure.cause().length();
    int size = cause + path.length() + failure.type().length() + writer.overhead();
    begin(size > SIZE ? ByteBuffer.allocate(size) : usual);
    writer.failure(
        head, path, invocationId, failure.type(), failure.cause(), failure.body().remaining());
    body(failure.body(), thenPoll);
  }

  private void begin(ByteBuffer buffer) {
    head = buffer;
    head.clear();
    body = null;
    poll.position(poll.limit());
  }

  private void body(ByteBuffer bytes, boolean thenPoll) {
    int length = bytes.remaining();
    if (length + poll.limit() <= head.remaining()) {
      // Absolute: the outcome must stay as it is, in case it has to be sent again.
      head.put(head.position(), bytes, bytes.position(), length);
      head.position(head.position() + length);
      if (thenPoll) {
        writer.next(head);
      }
    } else {
      body = bytes.duplicate();
      bodyEnd = body.limit();
      poll.position(thenPoll ? 0 : poll.limit());
    }
    seal();
  }

  private void seal() {
    head.flip();
    out = head;
    if (head.limit() <= SIZE && body == null) {
      staged.clear().put(head).flip();
      out = staged;
    }
  }

  @Override
  public boolean writeTo(GatheringByteChannel channel) throws IOException {
    if (body == null) {
      channel.write(out);
      return !out.hasRemaining();
    }
    parts[0] = head;
    parts[1] = body;
    parts[2] = poll;
    while (head.hasRemaining() || body.position() < bodyEnd || poll.hasRemaining()) {
      body.limit(body.isDirect() ? bodyEnd : Math.min(bodyEnd, body.position() + WINDOW));
      // What follows the body may go along only when the window reaches the body's end.
      if (channel.write(parts, 0, body.limit() == bodyEnd ? 3 : 2) == 0) {
        return false;
      }
    }
    body = null;
    parts[1] = null;
    return true;
  }

  @Override
  public boolean isWaiting() {
    return body != null || out.hasRemaining();
  }

  @Override
  public void drop() {
    body = null;
    out = staged;
    out.limit(out.position());
  }
}
