package dev.nextloop.spi;

import dev.nextloop.EventHandler;
import dev.nextloop.Reply;
import io.vertx.core.Future;

/** Finds handlers of another kind than classes; named in {@code META-INF/services}. */
public interface HandlerProvider {

  /**
   * Makes the handler for a handler string.
   *
   * @param handler value of {@code _HANDLER}; not empty
   * @param host the machine
   * @param loop lives as long as the client; this method is called elsewhere and may block for the
   *     time of an init. The handler is called on this loop unless Vert.x takes the lanes over
   * @return null when the string is not of this provider's kind; a failure is an init error, under
   *     its own type if it is a {@link dev.nextloop.FunctionError}
   */
  Future<EventHandler<Body, Reply>> provide(String handler, Host host, LaneLoop loop);

  /** What was looked for and where, for the message when nobody knows the handler. */
  String lookedFor(String handler, Host host);
}
