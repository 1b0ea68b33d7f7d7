package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts a runtime apart from the machine, and ends it with every process that came of it. */
public sealed interface Sandbox permits NamespaceSandbox, DirectorySandbox {

  /** Which kind it is. */
  Isolation isolation();

  /** Where the runtime finds its directories; what the variables and the messages name. */
  Roots seenFrom(Roots roots);

  /**
   * Starts a process; blocks. It ends when the thread that called this does, so that none is left
   * behind by an emulator that was killed.
   *
   * @param roots the directories on the machine
   * @param uid the user that the runtime runs as; negative for the emulator's own
   * @param script a shell script that sets the variables and becomes the runtime
   * @param output where standard output and standard error go
   */
  Process start(Roots roots, int uid, Path script, Path output) throws IOException;

  /** Kills a process and all that came of it; doesn't wait for their end, but blocks a little. */
  void kill(Process process, int uid) throws IOException;

  /** True while something that came of a process outlives it; blocks a little. */
  boolean anyLeft(int uid) throws IOException;

  /** How many processes stand between the started one and the runtime. */
  int depth();

  /** The words that lower a process's privileges, to stand before a command. */
  static List<String> lowered(int uid) {
    if (uid < 0) {
      return List.of("setpriv", "--no-new-privs");
    }
    return List.of(
        "setpriv",
        "--reuid=" + uid,
        "--regid=" + uid,
        "--clear-groups",
        "--no-new-privs",
        "--inh-caps=-all",
        "--bounding-set=-all");
  }

  /** A builder whose process sees nothing of the emulator's environment. */
  static ProcessBuilder builder(List<String> command, Roots roots, Path output) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(roots.workingDirectory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", Program.PATH);
    return builder;
  }
}
