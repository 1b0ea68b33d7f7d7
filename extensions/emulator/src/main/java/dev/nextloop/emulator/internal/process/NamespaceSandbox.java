package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs each runtime in mount and process namespaces of its own, by util-linux's {@code unshare}. A
 * process namespace ends with its first process, so no descendant can outlive its environment; and
 * that first process ends with {@code unshare}, which ends with the emulator.
 */
final class NamespaceSandbox implements Sandbox {
  private static final Path TASK = Path.of("/var/task");

  private final StartGate gate;
  private final boolean root;
  private final String script;

  /**
   * A sandbox; whether the machine permits it shows at the first start.
   *
   * @param gate through which processes are started
   * @param root the emulator runs as root; otherwise a user namespace is made too
   */
  NamespaceSandbox(StartGate gate, boolean root) {
    this.gate = gate;
    this.root = root;
    try (InputStream in = NamespaceSandbox.class.getResourceAsStream("namespaces.sh")) {
      this.script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("namespaces.sh is not in the emulator's jar", e);
    }
  }

  @Override
  public Isolation isolation() {
    return Isolation.NAMESPACES;
  }

  @Override
  public Roots seenFrom(Roots roots) {
    return new Roots(
        roots.task() == null ? null : TASK,
        roots.opt() == null ? null : Path.of("/opt"),
        roots.task() == null ? roots.scratch() : Path.of("/tmp"),
        roots.language() == null ? null : Path.of("/var/lang"),
        roots.runtime() == null ? null : Path.of("/var/runtime"),
        roots.task() == null ? roots.workingDirectory() : TASK);
  }

  @Override
  public Process start(Roots roots, int uid, Path script, Path output) throws IOException {
    return gate.start(
        Sandbox.builder(command(roots, uid), roots, output)
            .redirectErrorStream(false)
            .redirectError(ProcessBuilder.Redirect.DISCARD) // unshare's own; the script has stdout
            .redirectInput(script.toFile()));
  }

  List<String> command(Roots roots, int uid) {
    List<String> words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "unshare"));
    if (!root) {
      words.addAll(List.of("--user", "--map-root-user"));
    }
    words.addAll(List.of("--mount", "--pid", "--fork", "--kill-child", "--mount-proc"));
    words.addAll(List.of("sh", "-c", script, "environment"));
    words.add(text(roots.task()));
    words.add(text(roots.opt()));
    // A command sees the machine's /tmp: it may well lie there itself.
    words.add(roots.task() == null ? "" : text(roots.scratch()));
    words.add(text(roots.language()));
    words.add(text(roots.runtime()));
    words.addAll(Sandbox.lowered(uid));
    if (uid < 0) {
      // The emulator's own user is root in the namespaces, and must not undo the mounts.
      words.addAll(List.of("--inh-caps=-all", "--bounding-set=-all"));
    }
    words.add("sh");
    return words;
  }

  private static String text(Path path) {
    return Objects.toString(path, "");
  }

  /** Kills the namespace's first process; the system then ends the rest before it goes itself. */
  @Override
  public void kill(Process process, int uid) {
    List<ProcessHandle> first = process.children().toList();
    if (first.isEmpty()) {
      process.destroyForcibly();
    } else {
      first.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** {@code unshare} ends after the namespace's first process, and that one after all others. */
  @Override
  public boolean anyLeft(int uid) {
    return false;
  }

  /** {@code unshare} and the namespace's first shell. */
  @Override
  public int depth() {
    return 2;
  }
}
