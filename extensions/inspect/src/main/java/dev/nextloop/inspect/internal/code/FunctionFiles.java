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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The task root of a function, the jars in its {@code lib} and those of its layers, unpacked, in
 * the order of AWS's class path. The content of all jars together keeps {@link ZipLimits#LAMBDA},
 * as does each zip; none of the classes are loaded.
 */
public final class FunctionFiles implements Closeable {
  private final List<Root> roots = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final Path temporary;
  private ZipLimits left = ZipLimits.LAMBDA;

  /**
   * One entry of the class path.
   *
   * @param jar the jar's path in the function, or {@code /opt/java/lib} and its name; null for the
   *     function's own root
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
   * @param layers zips, or directories with the same content, in the order of the function's list
   * @throws UnsafeZipException for a zip that isn't looked into
   * @throws UnreadableZipException for a file that is none
   * @throws IOException when it can't be read or unpacked
   */
  public static FunctionFiles open(Path function, List<Path> layers) throws IOException {
    FunctionFiles files = new FunctionFiles(Files.createTempDirectory("nextloop-doctor"));
    try {
      Path root = files.unpacked(function, "root");
      files.roots.add(new Root(null, root));
      Map<String, Path> jars = new TreeMap<>();
      addJars(root.resolve("lib"), jars);
      files.openJars("lib/", jars);
      jars.clear();
      for (Path layer : layers) {
        // As layers are merged: of two files of one name, the later layer's counts.
        addJars(files.unpacked(layer, "layer" + layers.indexOf(layer)).resolve("java/lib"), jars);
      }
      files.openJars("/opt/java/lib/", jars);
      return files;
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** A directory as it is, a zip as it is unpacked to a new directory of this name. */
  private Path unpacked(Path packed, String name) throws IOException {
    if (Files.isDirectory(packed)) {
      return packed;
    }
    Path directory = temporary.resolve(name);
    SafeUnzip.extract(packed, directory, ZipLimits.LAMBDA);
    return directory;
  }

  private static void addJars(Path lib, Map<String, Path> jars) throws IOException {
    if (!Files.isDirectory(lib)) {
      return;
    }
    try (Stream<Path> entries = Files.list(lib)) {
      entries
          .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
          .forEach(jar -> jars.put(jar.getFileName().toString(), jar));
    }
  }

  private void openJars(String folder, Map<String, Path> jars) throws IOException {
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      String name = folder + jar.getKey();
      Path content = temporary.resolve("jar" + roots.size());
      try {
        long bytes =
            SafeUnzip.extract(jar.getValue(), content, left).stream()
                .mapToLong(entry -> entry.bytes())
                .sum();
        left = left.withUnzippedBytes(left.unzippedBytes() - bytes);
        roots.add(new Root(name, content));
      } catch (UnsafeZipException | UnreadableZipException e) {
        refused.add(new Refused(name, e.getMessage()));
      }
    }
  }

  /** The class path: first the root, then its jars by name, then those of the layers. */
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
