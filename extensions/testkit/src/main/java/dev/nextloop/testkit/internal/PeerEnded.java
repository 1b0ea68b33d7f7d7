package dev.nextloop.testkit.internal;

import java.io.IOException;

/** The peer ended the connection where a request could have begun, so that nothing was cut. */
public final class PeerEnded extends IOException {
  private static final long serialVersionUID = 1L;

  public PeerEnded() {
    super("the peer ended the connection, a request was awaited");
  }
}
