package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs each runtime in a session of its own, where namespaces are not permitted. What came of it is
 * found by its user id where it has one, else by its process group and by descent. A watcher in the
 * session ends it when the emulator goes.
 */
public final class DirectorySandbox implements Sandbox {
  private static final String SUPERVISE =
      """
      exec 3<&0 </dev/null
      sh <"$1" 3<&- &
      child=$!
      { read -r line <&3; kill -KILL %s; } &
      exec 3<&-
      wait $child
      status=$?
      kill -KILL $!
      exit $status
      """;

  private final StartGate gate;

  /** A sandbox that starts processes through a gate. */
  public DirectorySandbox(StartGate gate) {
    this.gate = gate;
  }

  @Override
  public Isolation isolation() {
    return Isolation.DIRECTORIES;
  }

  @Override
  public Roots seenFrom(Roots roots) {
    return roots;
  }

  @Override
  public Process start(Roots roots, int uid, Path script, Path output) throws IOException {
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(Sandbox.lowered(uid));
    words.addAll(List.of("--pdeathsig", "KILL", "sh", "-c"));
    words.add(SUPERVISE.formatted(uid < 0 ? "-$$" : "-1"));
    words.addAll(List.of("environment", script.toString()));
    return gate.start(Sandbox.builder(words, roots, output));
  }

  @Override
  public void kill(Process process, int uid) throws IOException {
    List<ProcessHandle> descendants = process.descendants().toList();
    if (uid < 0) {
      Program.run(gate, "sh", "-c", "kill -KILL -" + process.pid() + " 2>/dev/null || true");
    } else {
      List<String> everythingOfUser = new ArrayList<>(Sandbox.lowered(uid));
      everythingOfUser.addAll(List.of("sh", "-c", "kill -KILL -1 2>/dev/null || true"));
      Program.run(gate, everythingOfUser);
    }
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public boolean anyLeft(int uid) throws IOException {
    return uid >= 0 && UserProcesses.anyAlive(uid);
  }

  /** The supervising shell. */
  @Override
  public int depth() {
    return 1;
  }
}
