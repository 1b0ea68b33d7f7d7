package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.Language;
import dev.nextloop.emulator.internal.process.LogPipe;
import dev.nextloop.emulator.internal.process.Roots;
import dev.nextloop.emulator.internal.process.RuntimeFault;
import dev.nextloop.emulator.internal.process.StartGate;
import dev.nextloop.emulator.internal.process.UserIds;
import dev.nextloop.packaging.SafeUnzip;
import dev.nextloop.packaging.ZipLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What an execution environment has on disk: task root, merged layers, scratch directory, log pipe,
 * and the user that owns them. Kept when the runtime is started again. Every method blocks.
 */
final class EnvironmentFiles {
  private final Path directory;
  private final Roots roots;
  private final LogPipe pipe;
  private final UserIds.Loan user;

  private EnvironmentFiles(Path directory, Roots roots, LogPipe pipe, UserIds.Loan user) {
    this.directory = directory;
    this.roots = roots;
    this.pipe = pipe;
    this.user = user;
  }

  /**
   * Unpacks a function and its layers.
   *
   * @param gate of the emulator
   * @param ownUser runs it as a user of its own, else as the emulator's
   * @param lines takes what the function prints
   * @throws RuntimeFault for a working directory that isn't there
   */
  static EnvironmentFiles prepare(
      RunOptions options,
      StartGate gate,
      boolean ownUser,
      FunctionSpec spec,
      Consumer<String> lines)
      throws IOException {
    Path directory = Files.createTempDirectory(options.scratch(), "environment-");
    UserIds.Loan user = null;
    try {
      user = ownUser ? UserIds.borrow() : null;
      Trees.setMode(directory, "rwx--x--x");
      Roots roots = unpack(directory, options, gate, spec, lines);
      LogPipe pipe = LogPipe.create(gate, directory.resolve("log"), lines);
      if (user != null) {
        Trees.setOwner(roots.scratch(), user.uid());
        Trees.setOwner(pipe.path(), user.uid()); // so that /dev/stdout opens
      }
      return new EnvironmentFiles(directory, roots, pipe, user);
    } catch (IOException | RuntimeException e) {
      if (user != null) {
        user.close();
      }
      Trees.delete(directory);
      throw e;
    }
  }

  private static Roots unpack(
      Path directory, RunOptions options, StartGate gate, FunctionSpec spec, Consumer<String> lines)
      throws IOException {
    Path scratch = Files.createDirectory(directory.resolve("tmp"));
    Trees.setMode(scratch, "rwx------");
    Path opt = directory.resolve("opt");
    if (!(spec.code() instanceof Code.Command) || !spec.layers().isEmpty()) {
      Files.createDirectory(opt);
      for (Path layer : spec.layers()) {
        SafeUnzip.extract(layer, opt, ZipLimits.LAMBDA, gate.writing());
      }
      Trees.makeReadable(opt);
    }
    if (spec.code() instanceof Code.Command command) {
      Path start = command.workingDirectory();
      if (!Files.isDirectory(start)) {
        throw new RuntimeFault("Runtime.InvalidWorkingDir", start + " is not a directory");
      }
      return new Roots(null, Files.exists(opt) ? opt : null, scratch, null, null, start);
    }
    Path task =
        spec.code() instanceof Code.Directory existing
            ? existing.root().toAbsolutePath()
            : unzip(((Code.Zip) spec.code()).file(), directory.resolve("task"), gate);
    if (!Language.isManagedJava(spec.runtime())) {
      return new Roots(task, opt, scratch, options.language(), null, task);
    }
    Path runtime = options.managedJava().runtime();
    Path jdk = Language.find(gate, runtime, spec.runtime(), options.managedJava().variables());
    lines.accept(spec.runtime() + " is stood in for by AWS's client on the JDK in " + jdk);
    return new Roots(task, opt, scratch, jdk, runtime, task);
  }

  private static Path unzip(Path zip, Path task, StartGate gate) throws IOException {
    SafeUnzip.extract(zip, task, ZipLimits.LAMBDA, gate.writing());
    Trees.makeReadable(task);
    return task;
  }

  Roots roots() {
    return roots;
  }

  LogPipe pipe() {
    return pipe;
  }

  /** The user that the runtime runs as; negative for the emulator's own. */
  int uid() {
    return user == null ? -1 : user.uid();
  }

  /** Where the launch script is written. */
  Path script() {
    return directory.resolve("launch");
  }

  void delete() throws IOException {
    pipe.close();
    Trees.delete(directory);
    if (user != null) {
      user.close();
    }
  }
}
