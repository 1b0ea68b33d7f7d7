package dev.nextloop.stream;

import dev.nextloop.spi.Body;
import java.nio.ByteBuffer;

/** A payload that is there as a whole, as one part. */
final class WholeInParts implements Body.Parts {
  private final ByteBuffer bytes;
  private Reader reader;
  private boolean paused;
  private boolean taken;
  private boolean giving;
  private boolean over;

  WholeInParts(Body.Whole whole) {
    this.bytes = whole.bytes();
  }

  @Override
  public synchronized long length() {
    return bytes.remaining();
  }

  @Override
  public void read(Reader given) {
    synchronized (this) {
      reader = given;
    }
    goOn();
  }

  @Override
  public synchronized void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    synchronized (this) {
      paused = false;
    }
    goOn();
  }

  private void goOn() {
    if (mayGive()) {
      try {
        reader.part(bytes.asReadOnlyBuffer());
      } catch (RuntimeException | Error e) {
        fail(e);
      }
      given();
    }
    if (mayEnd()) {
      reader.end();
    }
  }

  private synchronized boolean mayGive() {
    boolean may = isOpen() && !taken && bytes.hasRemaining();
    giving |= may;
    taken |= may;
    return may;
  }

  private synchronized void given() {
    giving = false;
  }

  private synchronized boolean mayEnd() {
    boolean may = isOpen() && !giving && (taken || !bytes.hasRemaining());
    over |= may;
    return may;
  }

  private boolean isOpen() {
    return reader != null && !paused && !over;
  }

  private void fail(Throwable cause) {
    synchronized (this) {
      over = true;
    }
    reader.failed(cause);
  }
}
