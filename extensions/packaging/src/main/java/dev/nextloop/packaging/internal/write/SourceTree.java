package dev.nextloop.packaging.internal.write;

import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipRule;
import dev.nextloop.packaging.internal.LinkTarget;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The items below a directory, read without following a link. */
public final class SourceTree extends SimpleFileVisitor<Path> {
  private final String prefix;
  private final Path root;
  private final List<Item> items = new ArrayList<>();

  private SourceTree(String under, Path root) {
    this.prefix = under.isEmpty() ? "" : under + "/";
    this.root = root;
  }

  /** Walks the directory; {@code under} is its path in the zip, empty for the root. */
  public static List<Item> items(String under, Path directory) throws IOException {
    SourceTree tree = new SourceTree(under, directory.toRealPath());
    if (!Files.isDirectory(tree.root)) {
      throw new NotDirectoryException(directory.toString());
    }
    Files.walkFileTree(tree.root, tree);
    return tree.items;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    if (!directory.equals(root)) {
      items.add(Item.directory(prefix + name(directory)));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    String name = name(file);
    if (attributes.isSymbolicLink()) {
      String target = text(Files.readSymbolicLink(file));
      LinkTarget.requireInside(name, target);
      items.add(Item.link(prefix + name, target));
    } else if (attributes.isRegularFile()) {
      items.add(Item.file(prefix + name, file));
    } else {
      throw new UnsafeZipException(
          ZipRule.SPECIAL_FILE, prefix + name, "is a device, fifo or socket");
    }
    return FileVisitResult.CONTINUE;
  }

  private String name(Path path) throws UnsafeZipException {
    return text(root.relativize(path));
  }

  /** A relative or absolute path as UTF-8, which Path.toString() gives in some locales only. */
  private static String text(Path path) throws UnsafeZipException {
    if (path.isAbsolute()) {
      return path.toString();
    }
    StringBuilder text = new StringBuilder();
    for (Path part : path) {
      // A URI holds the bytes of the name, whatever the character set of the process; it ends with
      // a slash should there be a directory of that name.
      String uri = Path.of("/").resolve(part).toUri().getPath();
      int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
      text.append(text.isEmpty() ? "" : "/").append(uri, 1, end);
    }
    if (text.indexOf("\ufffd") >= 0) {
      throw new UnsafeZipException(ZipRule.NAME, text.toString(), "has a name that is not UTF-8");
    }
    return text.toString();
  }
}
