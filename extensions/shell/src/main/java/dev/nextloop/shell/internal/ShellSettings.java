package dev.nextloop.shell.internal;

import dev.nextloop.FunctionError;
import dev.nextloop.spi.Host;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the environment says about how shells are run.
 *
 * @param shell the shell's executable
 * @param mkfifo the executable that makes named pipes
 * @param setsid the executable that starts a process group, or null where there is none
 * @param everyByte whether line ends at the end of a response are kept
 * @param variables what the shell gets
 * @param redaction hides secrets in messages
 */
public record ShellSettings(
    Path shell,
    Path mkfifo,
    Path setsid,
    boolean everyByte,
    Map<String, String> variables,
    Redaction redaction) {

  private static final String[] KEPT_BACK = {
    "AWS_ACCESS_KEY",
    "AWS_SECRET_",
    "AWS_SESSION_TOKEN",
    "AWS_CONTAINER_",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_LAMBDA_METADATA_",
    "_LAMBDA_TELEMETRY_"
  };

  /**
   * Reads {@code NEXTLOOP_SHELL}, {@code NEXTLOOP_SHELL_OUTPUT} and {@code
   * NEXTLOOP_SHELL_PASS_ENV}.
   *
   * @throws FunctionError when a setting makes no sense or a program is missing
   */
  public static ShellSettings from(Host host) {
    Map<String, String> all = host.variables();
    String path = all.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    return new ShellSettings(
        shell(host.variable("NEXTLOOP_SHELL"), path),
        needed("mkfifo", path, "install coreutils or busybox"),
        onPath("setsid", path),
        everyByte(host.variable("NEXTLOOP_SHELL_OUTPUT")),
        passedOn(all, host.variable("NEXTLOOP_SHELL_PASS_ENV")),
        Redaction.of(all));
  }

  private static Path shell(String wanted, String path) {
    if (wanted != null && !wanted.isEmpty()) {
      return needed(wanted, path, "correct NEXTLOOP_SHELL: a name on the PATH or a path");
    }
    Path bash = onPath("bash", path);
    return bash != null ? bash : needed("sh", path, "install a POSIX shell");
  }

  private static Path needed(String program, String path, String remedy) {
    Path found = program.contains("/") ? executable(Path.of(program)) : onPath(program, path);
    if (found == null) {
      throw new FunctionError(
          "Runtime.InvalidSetting",
          "no executable " + Redaction.shortened(program) + " (PATH=" + path + "); " + remedy);
    }
    return found;
  }

  private static Path onPath(String program, String path) {
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path found = executable(Path.of(directory.isEmpty() ? "." : directory, program));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static Path executable(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path) ? path.toAbsolutePath() : null;
  }

  private static boolean everyByte(String output) {
    if (output == null || output.isEmpty() || output.equals("text")) {
      return false;
    }
    if (output.equals("raw")) {
      return true;
    }
    throw new FunctionError(
        "Runtime.InvalidSetting",
        "NEXTLOOP_SHELL_OUTPUT=" + Redaction.shortened(output) + "; set it to text or raw");
  }

  private static Map<String, String> passedOn(Map<String, String> all, String asked) {
    Set<String> named =
        asked == null ? Set.of() : Set.copyOf(List.of(asked.trim().split("[\\s,]+")));
    Map<String, String> passed = new TreeMap<>(all);
    passed.keySet().removeIf(name -> isKeptBack(name) && !named.contains(name));
    return Map.copyOf(passed);
  }

  private static boolean isKeptBack(String name) {
    for (String start : KEPT_BACK) {
      if (name.startsWith(start)) {
        return true;
      }
    }
    return false;
  }
}
