package dev.nextloop.inspect.internal.code;

import dev.nextloop.packaging.SafeUnzip;
import dev.nextloop.packaging.UnreadableZipException;
import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipLimits;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The task root of a function and the jars in its {@code lib}, unpacked, in the order of AWS's
 * class path. All of it together keeps {@link ZipLimits#LAMBDA}; none of its classes are loaded.
 */
public final class FunctionFiles implements Closeable {
  private final List<Root> roots = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final Path temporary;

  /**
   * One entry of the class path.
   *
   * @param jar the jar's path in the function; null for the function's own root
   * @param directory its content
   */
  public record Root(String jar, Path directory) {}

  /**
   * A jar that is left out.
   *
   * @param jar its path in the function
   * @param reason why
   */
  public record Refused(String jar, String reason) {}

  private FunctionFiles(Path temporary) {
    this.temporary = temporary;
  }

  /**
   * Opens a function.
   *
   * @param function a jar, a zip, or a directory with the same content
   * @throws UnsafeZipException for a zip that isn't looked into
   * @throws UnreadableZipException for a file that is none
   * @throws IOException when it can't be read or unpacked
   */
  public static FunctionFiles open(Path function) throws IOException {
    FunctionFiles files = new FunctionFiles(Files.createTempDirectory("nextloop-doctor"));
    try {
      Path root = function;
      if (!Files.isDirectory(function)) {
        root = files.temporary.resolve("root");
        SafeUnzip.extract(function, root, ZipLimits.LAMBDA);
      }
      files.roots.add(new Root(null, root));
      files.openJars(root.resolve("lib"));
      return files;
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private void openJars(Path lib) throws IOException {
    if (!Files.isDirectory(lib)) {
      return;
    }
    List<Path> jars;
    try (Stream<Path> entries = Files.list(lib)) {
      jars =
          entries
              .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
              .sorted(Comparator.comparing(file -> file.getFileName().toString()))
              .toList();
    }
    ZipLimits left = ZipLimits.LAMBDA;
    for (Path jar : jars) {
      String name = "lib/" + jar.getFileName();
      Path content = temporary.resolve("jar" + roots.size());
      try {
        long bytes =
            SafeUnzip.extract(jar, content, left).stream().mapToLong(entry -> entry.bytes()).sum();
        left = left.withUnzippedBytes(left.unzippedBytes() - bytes);
        roots.add(new Root(name, content));
      } catch (UnsafeZipException | UnreadableZipException e) {
        refused.add(new Refused(name, e.getMessage()));
      }
    }
  }

  /** The class path: first the root, then the jars by name. */
  public List<Root> roots() {
    return List.copyOf(roots);
  }

  /** The jars that were left out. */
  public List<Refused> refused() {
    return List.copyOf(refused);
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(temporary)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
