package dev.nextloop.build;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Started by the build: looks for a second JDK to run the tests on, a 17 where the build runs on a
 * newer one, else one of 21 or more, and writes what it found as properties for the build.
 */
public final class OtherJdk {
  private record Jdk(Path home, String version) {
    int feature() {
      return Integer.parseInt(version.split("[.\\-+]", 2)[0]);
    }

    static Optional<Jdk> at(Path home) {
      Path release = home.resolve("release");
      if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
        return Optional.empty();
      }
      Properties facts = new Properties();
      try (var lines = Files.newBufferedReader(release)) {
        facts.load(lines);
      } catch (IOException unreadable) {
        return Optional.empty();
      }
      String version = facts.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Optional.of(new Jdk(home, version));
    }
  }

  private OtherJdk() {}

  /**
   * Writes {@code other.*} properties.
   *
   * @param arguments the file to write
   */
  public static void main(String[] arguments) throws IOException {
    Jdk running = new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().toString());
    Optional<Jdk> other = find(System.getenv("NEXTLOOP_OTHER_JDK"), running.feature());
    Properties found = new Properties();
    String ran = System.getProperty("java.version");
    found.setProperty("other.skip", String.valueOf(other.isEmpty()));
    found.setProperty("other.jvm", other.map(jdk -> jdk.home + "/bin/java").orElse(""));
    found.setProperty(
        "other.jvm.args",
        other.filter(jdk -> jdk.feature() >= 22).isPresent()
            ? "-Xmx512m --enable-native-access=ALL-UNNAMED"
            : "-Xmx512m");
    found.setProperty(
        "other.report",
        "[nextloop] framework tests ran on JDK "
            + ran
            + other
                .map(jdk -> " and " + jdk.version)
                .orElse(" only; NEXTLOOP_OTHER_JDK=<home of a JDK> names another one to run on"));
    try (var out = Files.newBufferedWriter(Path.of(arguments[0]))) {
      found.store(out, null);
    }
  }

  private static Optional<Jdk> find(String named, int running) throws IOException {
    if (named != null && !named.isEmpty()) {
      return Jdk.at(Path.of(named));
    }
    Path sdkman = Path.of(System.getProperty("user.home"), ".sdkman/candidates/java");
    List<Jdk> candidates = new ArrayList<>();
    collect(Path.of("/usr/lib/jvm"), "", candidates);
    collect(sdkman, "", candidates);
    collect(Path.of("/Library/Java/JavaVirtualMachines"), "Contents/Home", candidates);
    return candidates.stream()
        .filter(jdk -> running >= 21 ? jdk.feature() == 17 : jdk.feature() >= 21)
        .max(Comparator.comparingInt(Jdk::feature));
  }

  private static void collect(Path parent, String below, List<Jdk> to) throws IOException {
    if (Files.isDirectory(parent)) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(parent)) {
        for (Path home : homes) {
          Jdk.at(home.resolve(below)).ifPresent(to::add);
        }
      }
    }
  }
}
