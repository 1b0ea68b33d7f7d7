package dev.nextloop.benchmarks.dropin;

import com.amazonaws.services.lambda.runtime.Context;
import dev.nextloop.benchmarks.Downstream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Functions that call another service three times and wait. Their answer is the event and the
 * nanoseconds that went by in the calls, so that these can be told from what the client adds.
 */
public final class Calls {
  private final Downstream downstream = new Downstream(System.getenv("DOWNSTREAM"));

  /** Handler: calls one after the other. */
  public Map<String, Object> inTurn(Map<String, Object> event, Context context)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    downstream.callInTurn();
    return timed(event, System.nanoTime() - began);
  }

  /** Handler: calls all at once, and waits. */
  public Map<String, Object> atOnce(Map<String, Object> event, Context context) {
    long began = System.nanoTime();
    downstream.callAtOnce().join();
    return timed(event, System.nanoTime() - began);
  }

  private static Map<String, Object> timed(Map<String, Object> event, long nanoseconds) {
    Map<String, Object> answer = new LinkedHashMap<>(event);
    answer.put("calls", "%012d".formatted(nanoseconds));
    return answer;
  }
}
