package dev.nextloop.internal.pipeline;

import dev.nextloop.NextloopOptions;

/**
 * Whether the next poll may leave in one write with the answer before it. A server works the
 * requests of one connection off in order, so the poll is served when the answer was. On {@code
 * AUTO} the first sign that this one does not ends it for all lanes of the engine, for good.
 */
public final class Pipelining {
  private final boolean auto;
  private boolean on;

  /** One for all lanes of an engine. */
  public Pipelining(NextloopOptions.Pipelining mode) {
    this.auto = mode == NextloopOptions.Pipelining.AUTO;
    this.on = mode != NextloopOptions.Pipelining.OFF;
  }

  boolean isOn() {
    return on;
  }

  /** The connection broke between the two responses, or the first one refused the answer. */
  void anomaly() {
    if (auto) {
      on = false;
    }
  }
}
