package dev.nextloop.crac.internal;

import dev.nextloop.crac.Hazard;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** Objects on the heap whose state each copy would repeat, counted by the JVM's own histogram. */
public final class Counts {
  // Rank, objects, bytes, class.
  private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+).*");
  private static final Map<String, Hazard.Kind> LOOKED_FOR =
      Map.of(
          "java.util.Random", Hazard.Kind.RANDOM,
          "java.util.SplittableRandom", Hazard.Kind.RANDOM,
          "sun.security.provider.DRBG", Hazard.Kind.RANDOM,
          // There is one as soon as anybody has drawn from it; the JDK does for its own maps, too.
          "java.util.concurrent.ThreadLocalRandom", Hazard.Kind.THREAD_RANDOM,
          "java.util.UUID", Hazard.Kind.ID);

  private Counts() {}

  /** A finding for each class of which there are objects; none where the JVM has no histogram. */
  public static List<Hazard> find() {
    try {
      Object histogram =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      return in((String) histogram);
    } catch (JMException otherJvm) {
      return List.of();
    }
  }

  private static List<Hazard> in(String histogram) {
    List<Hazard> found = new ArrayList<>();
    histogram
        .lines()
        .map(LINE::matcher)
        .filter(line -> line.matches() && LOOKED_FOR.containsKey(line.group(2)))
        .forEach(
            line ->
                found.add(
                    new Hazard(
                        LOOKED_FOR.get(line.group(2)), line.group(1) + " of " + line.group(2))));
    return found;
  }
}
