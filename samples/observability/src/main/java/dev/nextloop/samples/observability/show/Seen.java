package dev.nextloop.samples.observability.show;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What is shown.
 *
 * @param invoked all invocations, in order
 * @param shown the one whose log and trace are shown
 * @param log its records
 * @param metrics of all invocations
 * @param drawing where its trace is drawn
 */
record Seen(
    List<Invoked> invoked,
    Invoked shown,
    List<JsonObject> log,
    Collection<Metric> metrics,
    Path drawing) {

  /**
   * Checks that nothing is missing.
   *
   * @throws ShowFailure when something is
   */
  void check() {
    if (log.isEmpty()) {
      throw new ShowFailure("invocation " + shown.requestId() + " logged nothing");
    }
    if (metrics.isEmpty()) {
      throw new ShowFailure("no line in the log has metrics");
    }
    if (shown.trace().rows().size() < 3) {
      throw new ShowFailure("trace " + shown.traceId() + " has nothing but its handler");
    }
  }
}
