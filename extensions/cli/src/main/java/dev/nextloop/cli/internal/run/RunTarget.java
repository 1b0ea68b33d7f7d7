package dev.nextloop.cli.internal.run;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.pack.Archive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code run} serves.
 *
 * @param code what is in the function's zip
 * @param ownBootstrap whether the code has a bootstrap, so that Nextloop's layer is not added
 * @param handler the handler string
 */
public record RunTarget(Archive code, boolean ownBootstrap, String handler) {

  /**
   * Makes sense of the command line.
   *
   * @param target a jar, a class name, a bootstrap or a directory
   * @param handler as given; null when it was not
   * @param classPath directories and jars beside the target
   * @param directory where relative paths start
   * @throws CommandFailure when the target is none of the four
   */
  public static RunTarget of(
      String target, String handler, List<String> classPath, Path directory) {
    Archive code = Archive.EMPTY;
    for (String entry : classPath) {
      Path path = directory.resolve(entry);
      if (!Files.exists(path)) {
        throw new CommandFailure(Exit.USAGE, "--class-path names " + entry + ", which is missing");
      }
      code = code.with(Files.isDirectory(path) ? "" : "lib/" + path.getFileName(), path);
    }
    Path path = directory.resolve(target);
    if (Files.isDirectory(path)) {
      return ofDirectory(path, handler, code.with("", path));
    }
    if (target.endsWith(".jar") && Files.isRegularFile(path)) {
      Archive jar = code.with("lib/" + path.getFileName(), path);
      return new RunTarget(jar, false, required(handler, target));
    }
    if (Files.isRegularFile(path)) {
      Archive program = code.with("bootstrap", path);
      return new RunTarget(program, true, handler == null ? "bootstrap" : handler);
    }
    if (!target.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*")
        || target.endsWith(".jar")) {
      throw new CommandFailure(
          Exit.USAGE, target + " is no file, no directory and no name of a class");
    }
    if (code.places().isEmpty()) {
      throw new CommandFailure(
          Exit.USAGE,
          "where is the class " + target + "? Say it with --class-path, such as target/classes");
    }
    return new RunTarget(code, false, handler == null ? target : handler);
  }

  private static RunTarget ofDirectory(Path path, String handler, Archive code) {
    boolean ownBootstrap = Files.isRegularFile(path.resolve("bootstrap"));
    if (handler != null || ownBootstrap) {
      return new RunTarget(code, ownBootstrap, handler == null ? "bootstrap" : handler);
    }
    if (Files.isRegularFile(path.resolve("function.sh"))) {
      return new RunTarget(code, false, "function.handler");
    }
    return new RunTarget(code, false, required(null, path.toString()));
  }

  private static String required(String handler, String target) {
    if (handler == null) {
      throw new CommandFailure(
          Exit.USAGE,
          "what in "
              + target
              + " is the handler? Say it with --handler, such as com.example.Hello or"
              + " function.handler");
    }
    return handler;
  }
}
