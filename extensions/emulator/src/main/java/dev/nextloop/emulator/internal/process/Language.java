package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds the home of the JDK that a managed Java runtime stands on. */
public final class Language {
  private static final String JAVA = "java";

  private Language() {}

  /** True for the runtimes that the stand-in serves by another JDK each. */
  public static boolean isManagedJava(String runtime) {
    return runtime.startsWith(JAVA);
  }

  /**
   * Asks the runtime's bootstrap, which knows where to look; blocks.
   *
   * @param gate of the emulator
   * @param tree of the runtime
   * @param runtime for instance {@code java21}
   * @param variables what JDKs are found by
   * @throws RuntimeFault {@code Runtime.InvalidEntrypoint} with where was looked
   */
  public static Path find(
      StartGate gate, Path tree, String runtime, Map<String, String> variables) {
    String version = runtime.substring(JAVA.length());
    String bootstrap = tree.resolve("bootstrap").toString();
    try {
      return Path.of(Program.run(gate, List.of(bootstrap, "--jdk", version), variables));
    } catch (IOException notFound) {
      String said = notFound.getMessage().replaceFirst("(?s)^.*?: bootstrap: ", "");
      throw new RuntimeFault("Runtime.InvalidEntrypoint", said);
    }
  }
}
