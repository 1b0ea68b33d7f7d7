package dev.nextloop.emulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * A stand-in for AWS's managed Java runtimes: functions may then be created for {@code java17},
 * {@code java21} and {@code java25}, and find it in {@code /var/runtime} and a JDK of that version
 * in {@code /var/lang}.
 *
 * @param runtime the tree that {@code nextloop-managed-runtime} lays out, with its {@code
 *     bootstrap}, which also finds the JDKs
 * @param variables what it finds them by: {@code NEXTLOOP_JAVA_17}, {@code NEXTLOOP_JAVA_21} and
 *     {@code NEXTLOOP_JAVA_25} (homes of JDKs), {@code JAVA_HOME} and {@code PATH}; each may be
 *     missing. Functions see none of them
 */
public record ManagedJava(Path runtime, Map<String, String> variables) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException when the tree has no bootstrap that can be run
   */
  public ManagedJava {
    Objects.requireNonNull(runtime, "runtime");
    variables = Map.copyOf(variables);
    runtime = runtime.toAbsolutePath();
    if (!Files.isExecutable(runtime.resolve("bootstrap"))) {
      throw new IllegalArgumentException(
          "runtime must be the tree of the managed runtime, but there is no program bootstrap in "
              + runtime);
    }
  }
}
