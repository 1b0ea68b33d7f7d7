package dev.nextloop;

/**
 * Looks on and changes nothing. Called on the lane's loop and must not block; one that throws is
 * logged once and goes on being called.
 */
@FunctionalInterface
public interface Observer {

  /**
   * An invocation has reached a stage.
   *
   * @param stage what happened
   * @param invocation null where the stage has none
   * @param ticks monotonic nanoseconds, comparable with each other only
   */
  void at(Stage stage, Invocation invocation, long ticks);
}
