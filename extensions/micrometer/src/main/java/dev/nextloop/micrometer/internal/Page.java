package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.Meter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The metrics that can stand in one line together: no two of one name, no member with two values,
 * no more than 100. What is always the same is put together when a metric is added.
 */
final class Page {
  /** The member that tells CloudWatch what the others mean. */
  static final String METADATA = "_aws";

  /** The member that names the invocation whose line it is. */
  static final String REQUEST = "requestId";

  private final String namespace;
  private final Map<Dimensions, Directive> directives = new LinkedHashMap<>();
  private final Map<String, Directive.Member> members = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  /**
   * With a first metric.
   *
   * @param namespace as JSON
   */
  Page(String namespace, Series first) {
    this.namespace = namespace;
    add(first);
  }

  /** Takes a metric in, if there is a place for it. */
  boolean takes(Series series) {
    Map<String, String> values = series.dimensions().values();
    boolean fits =
        names.size() < Limits.METRICS
            && !names.contains(series.name())
            && !members.containsKey(series.name())
            && !values.containsKey(series.name())
            && values.entrySet().stream().allMatch(this::agrees);
    if (fits) {
      add(series);
    }
    return fits;
  }

  private void add(Series series) {
    names.add(series.name());
    directives.computeIfAbsent(series.dimensions(), this::directive).metrics.add(series);
  }

  /** Removes a meter's metrics; how many they were. */
  int remove(Meter.Id id) {
    int removed = 0;
    for (Directive directive : directives.values()) {
      for (Series series : List.copyOf(directive.metrics)) {
        if (series.id().equals(id)) {
          directive.metrics.remove(series);
          names.remove(series.name());
          removed++;
        }
      }
    }
    return removed;
  }

  private boolean agrees(Map.Entry<String, String> dimension) {
    Directive.Member member = members.get(dimension.getKey());
    return !names.contains(dimension.getKey())
        && (member == null || member.value.equals(dimension.getValue()));
  }

  private Directive directive(Dimensions dimensions) {
    List<Directive.Member> shared = new ArrayList<>();
    dimensions
        .values()
        .forEach(
            (name, value) ->
                shared.add(
                    members.computeIfAbsent(name, any -> new Directive.Member(name, value))));
    return new Directive(namespace, dimensions, shared);
  }

  /** Whether something in it makes a line worth writing. */
  boolean waits() {
    for (Directive directive : directives.values()) {
      for (Series series : directive.metrics) {
        if (series.pending().waits()) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Writes lines until nothing is left.
   *
   * @param requestId null for none
   */
  void write(Draft draft, long timestamp, String requestId, Consumer<String> sink) {
    boolean more = true;
    for (boolean first = true; more; first = false) {
      draft.begin(timestamp);
      more = false;
      for (Directive directive : directives.values()) {
        more |= directive.write(draft, first);
      }
      if (draft.isEmpty()) {
        return;
      }
      sink.accept(draft.line(requestId));
    }
  }
}
