package dev.nextloop.internal.pipeline;

import dev.nextloop.internal.pipeline.Exchange.Call;
import dev.nextloop.internal.wire.HttpHead;
import dev.nextloop.spi.ApiFailure;

/** Hears how a call of an {@link Exchange} ended; no call is under way when it hears of it. */
interface CallListener {
  /**
   * The response is there.
   *
   * @param inbox has its parser and bytes
   */
  void complete(Call done, Inbox inbox);

  void failed(Call failed, ApiFailure failure);

  /** An event has begun to come; its payload is a part of the poll that is still under way. */
  default void begun(HttpHead event) {
    throw new IllegalStateException("no event was to come in parts");
  }

  /** The poll of an event that had begun is over, well or not. */
  default void drained() {
    throw new IllegalStateException("no event was to come in parts");
  }
}
