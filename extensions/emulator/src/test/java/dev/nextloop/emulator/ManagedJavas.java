package dev.nextloop.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The stand-in for AWS's runtime as the build lays it out, and functions for it. */
final class ManagedJavas {
  /** What the stand-in may find JDKs by: this test's own variables. */
  private static final String[] NAMES = {
    "NEXTLOOP_JAVA_17", "NEXTLOOP_JAVA_21", "NEXTLOOP_JAVA_25", "JAVA_HOME", "PATH"
  };

  private ManagedJavas() {}

  static ManagedJava standIn() {
    Path tree = Path.of("../managed-runtime/target/runtime").toAbsolutePath().normalize();
    if (!Files.exists(tree)) {
      throw new IllegalStateException(tree + " is missing; build with -am");
    }
    Map<String, String> variables = new TreeMap<>();
    for (String name : NAMES) {
      if (System.getenv(name) != null) {
        variables.put(name, System.getenv(name));
      }
    }
    return new ManagedJava(tree, variables);
  }

  /** Whether a JDK of that version is on this machine. */
  static boolean has(int version) throws IOException, InterruptedException {
    ManagedJava standIn = standIn();
    ProcessBuilder search =
        new ProcessBuilder(standIn.runtime().resolve("bootstrap").toString(), "--jdk", "" + version)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    search.environment().clear();
    search.environment().putAll(standIn.variables());
    return search.start().waitFor() == 0;
  }

  /** A function's zip with these classes; AWS's own come with the runtime. */
  static byte[] zip(Class<?>... types) throws IOException {
    return Zips.of(content(types));
  }

  static Map<String, byte[]> content(Class<?>... types) throws IOException {
    Map<String, byte[]> content = new LinkedHashMap<>();
    for (Class<?> type : types) {
      String file = type.getName().replace('.', '/') + ".class";
      try (InputStream bytes = type.getResourceAsStream("/" + file)) {
        content.put(file, bytes.readAllBytes());
      }
    }
    return content;
  }

  /** A layer with one program. */
  static byte[] program(String name, String script) {
    return Zips.of(Map.of(name, script.getBytes(UTF_8)));
  }
}
