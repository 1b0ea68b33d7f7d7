package dev.nextloop.cli.internal.demo;

import dev.nextloop.cli.internal.lambda.Answer;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * What a scene came to.
 *
 * @param scene which one
 * @param layerArn the layer version that was published
 * @param functionArn the function
 * @param environment the variables it was created with
 * @param first the answer to the first invocation, which starts the environment
 * @param script what scan_lambda.py said
 * @param load the further invocations
 * @param leaked names of the secrets that stood in an answer or a log
 */
record SceneResult(
    Scene scene,
    String layerArn,
    String functionArn,
    Map<String, String> environment,
    Answer first,
    ScriptRun script,
    Load load,
    SortedSet<String> leaked) {

  /** Whether every answer was the one expected. */
  boolean right() {
    return first.functionError().isEmpty()
        && scene.right(first.text())
        && script.right()
        && load.wrong() == 0;
  }

  /**
   * A run of invocations, one after the other.
   *
   * @param count how many
   * @param wrong how many were answered otherwise than expected
   * @param medianMillis from request to answer; not a number without any
   * @param processes least number of processes and threads that the machine started during one of
   *     them; empty where the system does not say
   */
  record Load(int count, int wrong, double medianMillis, OptionalLong processes) {
    /** Left out, after an answer that was wrong already. */
    static final Load NONE = new Load(0, 0, Double.NaN, OptionalLong.empty());
  }

  /**
   * A run of scan_lambda.py.
   *
   * @param ran false when there is no python3, and the answer came another way
   * @param right whether it ended with 0 and showed the expected answer
   * @param output what it printed, or why it did not run
   */
  record ScriptRun(boolean ran, boolean right, String output) {}
}
