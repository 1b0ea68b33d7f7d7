package dev.nextloop.webclient.internal;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Names of hosts for metrics: the first so many by themselves, all others as one. Any thread. */
public final class Hosts {
  private static final String OTHER = "other";

  private final int most;
  private final AtomicInteger taken = new AtomicInteger();
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /** None is known yet. */
  public Hosts(int most) {
    this.most = most;
  }

  /** The name to count by. */
  public String name(String host) {
    String name = names.get(host);
    if (name != null) {
      return name;
    }
    String lower = host.toLowerCase(Locale.ROOT);
    if (!lower.equals(host)) {
      return name(lower);
    }
    if (taken.get() >= most) {
      return OTHER;
    }
    return names.computeIfAbsent(host, it -> taken.incrementAndGet() <= most ? it : null) != null
        ? host
        : OTHER;
  }
}
