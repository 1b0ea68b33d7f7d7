package dev.nextloop.inspect.internal.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The author's own classes: those that the handler's class reaches by name through classes that
 * share the first parts of its package, two or, on code hosts, three. Libraries are not followed.
 */
public final class OwnCode {
  private OwnCode() {}

  /** The reachable classes, the handler's first. */
  public static List<Parsed> of(ClassPath classes, String handler) {
    String family = family(handler);
    List<Parsed> own = new ArrayList<>();
    Set<String> seen = new HashSet<>(Set.of(handler));
    Deque<String> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      classes
          .read(next.poll())
          .ifPresent(
              parsed -> {
                own.add(parsed);
                for (String name : parsed.references()) {
                  if (isOf(family, name) && classes.has(name) && seen.add(name)) {
                    next.add(name);
                  }
                }
              });
    }
    return own;
  }

  /** The first parts of a class's package with a slash at the end; empty for no package. */
  static String family(String type) {
    String[] parts = type.split("/", -1);
    int most = type.matches("(io|com)/(github|gitlab)/.*") ? 3 : 2;
    StringBuilder family = new StringBuilder();
    for (int i = 0; i < Math.min(most, parts.length - 1); i++) {
      family.append(parts[i]).append('/');
    }
    return family.toString();
  }

  private static boolean isOf(String family, String type) {
    return family.isEmpty() ? type.indexOf('/') < 0 : type.startsWith(family);
  }
}
