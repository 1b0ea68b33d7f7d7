package dev.nextloop.stream;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import io.vertx.core.Future;

/**
 * A function that reads its event while it comes, in parts that are not copied: for events of
 * megabytes that need not be in memory as a whole. Give it to {@code Nextloop.handler} or name it
 * in {@code _HANDLER}; middleware sees the event as {@link Body.Parts}. Where the transport has the
 * event as a whole, that is the one part.
 */
@FunctionalInterface
public interface StreamHandler extends EventHandler<Body, Reply> {

  /**
   * Handles one event. Rules are those of {@link EventHandler#handle}.
   *
   * @param event nothing comes before {@link Body.Parts#read}
   * @return completes when the answer is known; what is unread of the event then is dropped, and a
   *     {@link Reply.Stream} may still read it
   */
  Future<Reply> handleParts(Body.Parts event, Invocation invocation) throws Exception;

  @Override
  default Future<Reply> handle(Body event, Invocation invocation) throws Exception {
    return handleParts(
        event instanceof Body.Parts parts ? parts : new WholeInParts((Body.Whole) event),
        invocation);
  }
}
