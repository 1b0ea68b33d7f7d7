package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Finds out which sandbox the machine permits. */
public final class Sandboxes {
  private Sandboxes() {}

  /**
   * Tries namespaces, and falls back to directories; blocks some ten milliseconds.
   *
   * @param gate through which processes are started
   * @param root the emulator runs as root
   * @param probe an existing directory
   * @param why takes one line when namespaces are not permitted
   */
  public static Sandbox choose(StartGate gate, boolean root, Path probe, Consumer<String> why) {
    NamespaceSandbox namespaces = new NamespaceSandbox(gate, root);
    try {
      Program.run(gate, namespaces.command(new Roots(probe, probe, probe, null, null, probe), -1));
      return namespaces;
    } catch (IOException notPermitted) {
      why.accept("Namespaces are not permitted here: " + notPermitted.getMessage());
      return new DirectorySandbox(gate);
    }
  }
}
