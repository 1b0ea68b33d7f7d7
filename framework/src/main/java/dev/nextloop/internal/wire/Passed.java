package dev.nextloop.internal.wire;

import dev.nextloop.Stage;

/**
 * What observers are told of an invocation later than it was: its poll, and what a codec noted
 * where none could be told, three stages at most.
 */
public final class Passed {
  private final Stage[] stages = new Stage[3];
  private final long[] ticks = new long[3];
  private long pollTicks;
  private int noted;
  private boolean handled;

  /** When the poll that brought the event was told of. */
  public void polledBy(long at) {
    pollTicks = at;
  }

  /** When that was; 0 where nobody was told. */
  public long pollTicks() {
    return pollTicks;
  }

  /** Notes a stage; what is more than three is dropped. */
  public void note(Stage stage, long at) {
    if (noted < stages.length) {
      stages[noted] = stage;
      ticks[noted++] = at;
    }
    told(stage);
  }

  /** A stage need not be told again. */
  public void told(Stage stage) {
    handled |= stage == Stage.HANDLED;
  }

  /** Whether the handler's end is known. */
  public boolean isHandled() {
    return handled;
  }

  /** How many stages were noted, in order. */
  public int noted() {
    return noted;
  }

  /** One of them. */
  public Stage stage(int index) {
    return stages[index];
  }

  /** Its time. */
  public long ticks(int index) {
    return ticks[index];
  }
}
