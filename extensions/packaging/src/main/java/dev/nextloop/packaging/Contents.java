package dev.nextloop.packaging;

import dev.nextloop.packaging.internal.write.Item;
import dev.nextloop.packaging.internal.write.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes into a package. The order of the calls plays no part; for one thread.
 *
 * <p>Files become 0755 when they are named {@code bootstrap} (in the root) or {@code *.sh}, stand
 * directly in {@code extensions/}, or begin with {@code #!} or as an ELF program or library; all
 * other files become 0644 and directories 0755, whatever their modes on disk. Directories that
 * names imply get entries of their own. Contents of files are read when the package is written.
 */
public final class Contents {
  private final List<Item> items = new ArrayList<>();

  /**
   * Adds one file; a path that is a link is followed, as the caller named it.
   *
   * @param name its path in the zip, with forward slashes
   * @param file where it is
   * @throws IOException when it is missing or no regular file
   */
  public Contents file(String name, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "is no regular file; pass the file to pack as '" + name + "'");
    }
    items.add(Item.file(name, file));
    return this;
  }

  /**
   * Adds all that lies below a directory, empty directories too. Links are not followed: those that
   * are relative and can't lead out of the directory stay links, others are refused.
   *
   * @param under the directory's path in the zip; empty for the root
   * @param directory where it is; may itself be a link
   * @throws UnsafeZipException for a link that leads out, a device, fifo or socket, or a name that
   *     is not UTF-8
   * @throws IOException when it is missing, no directory, or can't be read
   */
  public Contents tree(String under, Path directory) throws IOException {
    items.addAll(SourceTree.items(under, directory));
    return this;
  }

  /**
   * Adds bytes as a file.
   *
   * @param name its path in the zip, with forward slashes
   * @param content copied
   * @param mode 0644 or 0755
   * @throws IllegalArgumentException for another mode
   */
  public Contents bytes(String name, byte[] content, int mode) {
    if (mode != 0644 && mode != 0755) {
      throw new IllegalArgumentException(
          "mode of '%s' is 0%o; use 0644, or 0755 for what can be run".formatted(name, mode));
    }
    items.add(Item.bytes(name, content, mode));
    return this;
  }

  /** The items added so far. */
  List<Item> items() {
    return items;
  }
}
