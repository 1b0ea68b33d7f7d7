package dev.nextloop.internal.pipeline;

import dev.nextloop.spi.Body;
import dev.nextloop.spi.LaneLoop;

/**
 * One event's payload on its way to a handler that takes it in parts, each of them where it was
 * read to. Loop only, but for what the handler calls.
 */
final class EventParts implements Body.Parts {
  private final LaneLoop loop;
  private final Exchange exchange;
  private final Inbox inbox;
  private final long length;
  private Reader reader;
  private boolean paused;
  private boolean discarded;
  private boolean whole;
  private boolean delivering;
  private boolean over;

  EventParts(LaneLoop loop, Exchange exchange, Inbox inbox) {
    this.loop = loop;
    this.exchange = exchange;
    this.inbox = inbox;
    this.length = inbox.parser().length();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(Reader given) {
    loop.now(
        () -> {
          reader = given;
          exchange.deliver(this);
        });
  }

  @Override
  public void pause() {
    loop.now(() -> paused = true);
  }

  @Override
  public void resume() {
    loop.now(
        () -> {
          paused = false;
          exchange.deliver(this);
        });
  }

  /** Nobody reads the rest; it is dropped as it comes. */
  void discard() {
    discarded = true;
  }

  /** The last byte is here. */
  void complete() {
    whole = true;
  }

  /** Whether what is here waits for its reader. */
  boolean isHeld() {
    return !discarded && (reader == null || paused);
  }

  /** Hands on what is here; true when that was all of the payload, once. */
  boolean deliver() {
    if (delivering || over) {
      return false;
    }
    delivering = true;
    while (!isHeld() && inbox.parser().available(inbox.bytes()) > 0) {
      part();
      inbox.dropPart();
    }
    delivering = false;
    over = whole && !isHeld();
    if (over && !discarded) {
      reader.end();
    }
    return over;
  }

  private void part() {
    if (!discarded) {
      try {
        reader.part(inbox.part());
      } catch (RuntimeException | Error e) {
        discard();
        reader.failed(e);
      }
    }
  }

  /** Nothing more comes. */
  void fail(Throwable cause) {
    over = true;
    if (reader != null && !discarded) {
      reader.failed(cause);
    }
  }
}
