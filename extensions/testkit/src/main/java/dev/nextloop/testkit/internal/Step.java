package dev.nextloop.testkit.internal;

import java.io.IOException;

/** One step of a script; the name is for messages. */
public record Step(String name, Action action) {

  /** What the step does; every exception ends the script. */
  @FunctionalInterface
  public interface Action {
    void play(Connection connection) throws IOException, InterruptedException;
  }
}
