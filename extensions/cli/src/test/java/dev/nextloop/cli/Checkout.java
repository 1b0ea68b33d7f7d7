package dev.nextloop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where the tests find the other modules, and what programs get that use them. */
public final class Checkout {
  private Checkout() {}

  /** Deletes the links below a directory, so that nobody takes them for what they point to. */
  public static void unlink(Path directory) throws IOException {
    try (Stream<Path> below = Files.walk(directory)) {
      for (Path link : below.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  /** The variables that ./nextloop, curl and python3 need; the JDK is the test's own. */
  public static Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    Path java = Path.of(System.getProperty("java.home"));
    variables.put("JAVA_HOME", java.toString());
    variables.put("PATH", java.resolve("bin") + ":" + System.getenv("PATH"));
    variables.put("HOME", System.getProperty("user.home"));
    return variables;
  }

  /** The top of the checkout: the nearest directory above that holds the Maven wrapper. */
  public static Path top() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException("the tests run outside the checkout");
      }
    }
    return directory;
  }
}
