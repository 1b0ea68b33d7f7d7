package dev.nextloop.spi;

import io.vertx.core.Future;

/** A transport: a loop, and connections to the Runtime API that live on it. */
public interface Engine {

  /** The loop that all lanes of this engine share. */
  LaneLoop loop();

  /** A connection for one more lane; opens no socket before its first call. */
  RuntimeApi connect(Endpoint endpoint);

  /**
   * One more engine of the same kind, with a loop of its own, for the lanes that this one's loop is
   * not to carry.
   *
   * @throws UnsupportedOperationException where there is only one
   */
  default Engine another() {
    throw new UnsupportedOperationException(
        getClass().getName() + " has one loop only; NEXTLOOP_LOOPS must be 1");
  }

  /**
   * Ends what the engine started itself: threads and sockets; never what it was given. Call after
   * the connections are closed.
   */
  Future<Void> close();
}
