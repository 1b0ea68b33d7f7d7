package dev.nextloop.shell.internal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs small programs to their end, and ends process trees. */
final class Processes {
  private Processes() {}

  /**
   * Runs a program with an empty environment.
   *
   * @return its exit status, or -1 when it took longer than 5 s
   */
  static int run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().clear();
    Process process = builder.start();
    if (process.waitFor(5, TimeUnit.SECONDS)) {
      return process.exitValue();
    }
    process.destroyForcibly();
    return -1;
  }

  /**
   * Kills a process, what it started, and what those started.
   *
   * @param shell does the killing of a group
   * @param leadsGroup whether the process leads a group of its own: then those are found, too, that
   *     have lost their parent
   */
  static void killTree(Process root, Path shell, boolean leadsGroup)
      throws IOException, InterruptedException {
    List<ProcessHandle> tree = new ArrayList<>(root.descendants().toList());
    if (leadsGroup) {
      String group = Long.toString(root.pid());
      run(List.of(shell.toString(), "-c", "kill -KILL \"-$1\"", "kill", group));
    }
    root.destroyForcibly();
    // What was started between the listing and the kill has been listed now.
    for (int round = 0; round < 10 && !tree.isEmpty(); round++) {
      tree.forEach(ProcessHandle::destroyForcibly);
      tree = tree.stream().flatMap(ProcessHandle::descendants).toList();
    }
    root.waitFor(5, TimeUnit.SECONDS);
  }
}
