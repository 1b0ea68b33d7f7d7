package dev.nextloop.internal.pipeline;

import dev.nextloop.internal.wire.HttpHead;
import dev.nextloop.internal.wire.ResponseParser;
import dev.nextloop.spi.Body;
import java.nio.ByteBuffer;

/**
 * The memory that a response is read into, and its parser. Grows to the size of the largest
 * response and keeps it; a response longer than {@link ResponseParser#MAX_BODY} is refused.
 */
final class Inbox {
  private final ResponseParser parser = new ResponseParser();
  private final int initialSize;
  private ByteBuffer bytes;
  private ByteBuffer view;
  private Body.Whole body;

  Inbox(int initialSize) {
    this.initialSize = initialSize;
    fresh(initialSize);
  }

  private void fresh(int size) {
    bytes = ByteBuffer.allocateDirect(size);
    view = bytes.duplicate();
    body = new Body.Whole(view);
  }

  /** Where to read into. */
  ByteBuffer bytes() {
    return bytes;
  }

  ResponseParser parser() {
    return parser;
  }

  /** Makes ready for the next response; the last one's bytes may be overwritten from now on. */
  void reset() {
    bytes.clear();
    parser.reset();
  }

  /** Leaves the memory to whoever still reads it. */
  void leave() {
    fresh(initialSize);
    parser.reset();
  }

  /** Makes room after a read that left none, at once as much as the response is known to need. */
  void grow() {
    if (bytes.hasRemaining() && parser.wanted() <= bytes.capacity()) {
      return;
    }
    ByteBuffer full = bytes;
    fresh(Math.max(parser.wanted(), full.hasRemaining() ? 0 : full.capacity() * 2));
    bytes.put(full.flip());
  }

  /** Makes room for a read where parts of a response wait to be taken. */
  void makeRoom() {
    if (!bytes.hasRemaining()) {
      ByteBuffer full = bytes;
      fresh(full.capacity() * 2);
      bytes.put(full.flip());
    }
  }

  /** What has come of the body and was not dropped yet. */
  ByteBuffer part() {
    return bytes.slice(parser.bodyStart(), parser.available(bytes)).asReadOnlyBuffer();
  }

  /** Reads what follows to where the last {@link #part} lay. */
  void dropPart() {
    parser.drop(bytes);
  }

  /** Gives the bytes behind the response to the inbox of the next one. */
  void moveRestTo(Inbox next) {
    int rest = bytes.position() - parser.consumed();
    if (rest > next.bytes.remaining()) {
      next.fresh(rest);
    }
    next.bytes.put(0, bytes, parser.consumed(), rest).position(rest);
  }

  /** Whether the head is here and that of an event. */
  boolean isEvent() {
    return parser.hasHead() && parser.status() < 300 && parser.status() != 204;
  }

  /** The response as an event; valid until {@link #reset}. */
  HttpHead event() {
    view.limit(parser.bodyEnd()).position(parser.bodyStart());
    return parser.event(body);
  }
}
