package dev.nextloop.internal.wire;

import dev.nextloop.Answered;
import dev.nextloop.Stage;

/**
 * What is known of an invocation for observers alone; where there are none, it is not made. Among
 * it the stages that a codec noted where no observer could be told: three at most.
 */
public final class Observed {
  private final Stage[] stages = new Stage[3];
  private final long[] ticks = new long[3];
  private int noted;
  private boolean handled;
  private long pollTicks;
  private Answered answered;

  /** When the poll that brought the event was told of. */
  public void polledBy(long at) {
    pollTicks = at;
  }

  long pollTicks() {
    return pollTicks;
  }

  /** What is answered, from now on. */
  public void answeredBy(Answered answer) {
    answered = answer;
  }

  Answered answered() {
    return answered;
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
