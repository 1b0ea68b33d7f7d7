package dev.nextloop.cli.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the parts lie that the command packs.
 *
 * @param home the top of the checkout
 */
public record Installation(Path home) {

  /** The tree of Nextloop's runtime layer. */
  public Path layer() {
    return present(home.resolve("extensions/layer/target/layer"));
  }

  /** The tree of the layer for AWS's managed Java runtimes. */
  public Path dropIn() {
    return present(home.resolve("extensions/drop-in/target/layer"));
  }

  /** The tree of the stand-in for AWS's managed Java runtimes. */
  public Path managedRuntime() {
    return present(home.resolve("extensions/managed-runtime/target/runtime"));
  }

  /** The jar of a Java sample. */
  public Path sampleJar(String sample) {
    Path target = home.resolve("samples").resolve(sample).resolve("target");
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(target, "nextloop-sample-" + sample + "-*[!s].jar")) {
      for (Path jar : jars) {
        return jar;
      }
    } catch (IOException e) {
      throw missing(target, e);
    }
    throw missing(target, null);
  }

  /** The article's case. */
  public Path runlambda() {
    return present(home.resolve("samples/runlambda"));
  }

  private static Path present(Path path) {
    if (!Files.exists(path)) {
      throw missing(path, null);
    }
    return path;
  }

  private static CommandFailure missing(Path path, IOException cause) {
    return new CommandFailure(
        Exit.USAGE,
        path
            + " is missing; run ./mvnw package at the top of the checkout, or ./nextloop, which"
            + " does it",
        cause);
  }
}
