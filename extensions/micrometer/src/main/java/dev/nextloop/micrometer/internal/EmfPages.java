package dev.nextloop.micrometer.internal;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * All metrics of a registry, each in the first page that has a place for it. Any thread; one writes
 * at a time, and takes up first what was added or removed meanwhile, so that nobody who makes a
 * meter waits for a line.
 */
public final class EmfPages {
  private final NamingConvention convention;
  private final String namespace;
  private final Map<String, String> common;
  private final Consumer<String> sink;
  private final Queue<Runnable> changes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Map<Map<String, String>, Dimensions> dimensions = new HashMap<>();
  private final List<Page> pages = new ArrayList<>();
  private final Draft draft = new Draft();

  /**
   * Without metrics so far.
   *
   * @param common dimensions of all of them
   * @param sink takes whole lines
   */
  public EmfPages(
      NamingConvention convention,
      String namespace,
      Map<String, String> common,
      Consumer<String> sink) {
    this.convention = convention;
    this.namespace = JsonText.quoted(namespace);
    this.common = common;
    this.sink = sink;
  }

  /** How many metrics there are. */
  public int size() {
    return size.get();
  }

  /** Adds a meter's metric, whose name gets the suffix. */
  void add(Meter.Id id, String suffix, String unit, Pending pending) {
    size.incrementAndGet();
    changes.add(() -> place(id, suffix, unit, pending));
  }

  /** Removes a meter's metrics. */
  public void remove(Meter.Id id) {
    changes.add(
        () -> {
          for (Page page : pages) {
            size.addAndGet(-page.remove(id));
          }
        });
  }

  private void place(Meter.Id id, String suffix, String unit, Pending pending) {
    Map<String, String> values = new LinkedHashMap<>(common);
    for (Tag tag : id.getConventionTags(convention)) {
      values.put(tag.getKey(), tag.getValue());
    }
    String name = Limits.name(id.getConventionName(convention) + suffix);
    while (values.containsKey(name)) {
      // One member can't be a metric and a dimension of it.
      name += "_";
    }
    Dimensions shared = dimensions.computeIfAbsent(values, Dimensions::of);
    Series series = Series.of(id, name, unit, shared, pending);
    for (Page page : pages) {
      if (page.takes(series)) {
        return;
      }
    }
    pages.add(new Page(namespace, series));
  }

  private void takeUp() {
    for (Runnable change = changes.poll(); change != null; change = changes.poll()) {
      change.run();
    }
  }

  /** Whether something was recorded since the last line. */
  public synchronized boolean isPending() {
    takeUp();
    for (Page page : pages) {
      if (page.waits()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Writes what was recorded since the last lines, and nothing where that is nothing.
   *
   * @param timestamp milliseconds since 1970
   * @param requestId null for none
   * @param levels whether gauges alone are worth a line
   */
  public synchronized void write(long timestamp, String requestId, boolean levels) {
    if (isPending() || levels) {
      for (Page page : pages) {
        page.write(draft, timestamp, requestId, sink);
      }
    }
  }
}
