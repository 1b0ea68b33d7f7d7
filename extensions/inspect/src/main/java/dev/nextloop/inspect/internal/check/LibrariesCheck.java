package dev.nextloop.inspect.internal.check;

import dev.nextloop.inspect.Finding;
import dev.nextloop.inspect.Level;
import dev.nextloop.inspect.Place;
import dev.nextloop.inspect.Rule;
import dev.nextloop.inspect.internal.code.ClassFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Libraries that function and Nextloop both have. */
public final class LibrariesCheck implements Check {
  private static final Map<String, String> OURS = new LinkedHashMap<>();

  static {
    OURS.put("com/fasterxml/jackson/", "Jackson");
    OURS.put("io/vertx/", "Vert.x");
    OURS.put("io/netty/", "Netty");
    OURS.put("dev/nextloop/", "Nextloop");
  }

  @Override
  public void examine(Case function, Consumer<Finding> findings) {
    OURS.forEach(
        (prefix, library) -> {
          Set<String> from = new TreeSet<>();
          for (ClassFile file : function.classes().files()) {
            if (file.name().startsWith(prefix)) {
              from.add(file.jar() == null ? "the function's root" : file.jar());
            }
          }
          if (!from.isEmpty()) {
            findings.accept(shadowed(function, library, from));
          }
        });
  }

  private static Finding shadowed(Case function, String library, Set<String> from) {
    boolean isolated = !"off".equals(function.setup().variables().get("NEXTLOOP_ISOLATION"));
    return new Finding(
        Rule.SHADOWED_LIBRARY,
        isolated ? Level.NOTE : Level.CHANGE,
        Place.file(String.join(", ", from)),
        "the function brings its own " + library,
        isolated
            ? "fine: the function sees its own version, Nextloop keeps to its own in another class"
                + " loader"
            : "without isolation the function sees Nextloop's version in place of its own",
        isolated ? "" : "remove the variable NEXTLOOP_ISOLATION");
  }
}
