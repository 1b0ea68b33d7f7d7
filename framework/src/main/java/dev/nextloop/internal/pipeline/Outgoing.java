package dev.nextloop.internal.pipeline;

import java.io.IOException;
import java.nio.channels.GatheringByteChannel;

/** Bytes on their way out of one connection. */
public interface Outgoing {

  /** Writes what the socket takes; true when all that waits now is out. */
  boolean writeTo(GatheringByteChannel channel) throws IOException;

  /** Whether something waits to be written. */
  boolean isWaiting();

  /** Forgets what was not written. */
  void drop();
}
