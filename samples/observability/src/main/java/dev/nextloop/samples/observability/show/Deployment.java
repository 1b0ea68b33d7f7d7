package dev.nextloop.samples.observability.show;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The function as Lambda would unpack it: {@code lib} and a {@code bootstrap}. It is a copy of this
 * JVM's class path, because a function runs as a user of its own, who can't read everything here.
 */
final class Deployment implements AutoCloseable {
  private static final String BOOTSTRAP =
      """
      #!/bin/sh
      exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \\
        -cp "$LAMBDA_TASK_ROOT/classes:$LAMBDA_TASK_ROOT/lib/*" dev.nextloop.launch.Main
      """;

  private final Path root;

  private Deployment(Path root) {
    this.root = root;
  }

  /** Copies jars and directories of classes; what is missing is passed over. */
  static Deployment of(List<Path> classPath) throws IOException {
    Deployment deployment = new Deployment(Files.createTempDirectory("nextloop-show-"));
    try {
      deployment.fill(classPath);
      return deployment;
    } catch (IOException | RuntimeException e) {
      deployment.close();
      throw e;
    }
  }

  private void fill(List<Path> classPath) throws IOException {
    Path lib = Files.createDirectory(root.resolve("lib"));
    Path classes = Files.createDirectory(root.resolve("classes"));
    for (Path entry : classPath) {
      if (Files.isDirectory(entry)) {
        copyTree(entry, classes);
      } else if (Files.isRegularFile(entry)) {
        Files.copy(entry, lib.resolve(entry.getFileName()));
      }
    }
    Files.writeString(root.resolve("bootstrap"), BOOTSTRAP);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else if (!Files.exists(copy)) { // the first one on a class path counts
          Files.copy(file, copy);
        }
      }
    }
  }

  Path root() {
    return root;
  }

  /** Deletes it; may be repeated. */
  @Override
  public void close() throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
