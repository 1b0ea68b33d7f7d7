package dev.nextloop.packaging.internal.write;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One entry of a zip to be.
 *
 * @param name its path, forward slashes, no slash at the end
 * @param mode file type and permissions, as Unix has them
 * @param file where the content is; null when it is in {@code content}
 * @param content the content itself, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; a list of bytes would cost memory.
public record Item(String name, int mode, Path file, byte[] content) {
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040755;
  private static final int LINK = 0120777;
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  /** A file, with the mode that its name and first bytes call for. */
  public static Item file(String name, Path file) throws IOException {
    boolean runs =
        name.equals("bootstrap")
            || name.endsWith(".sh")
            || (name.startsWith("extensions/") && name.indexOf('/', 11) < 0)
            || startsAsProgram(file);
    return new Item(name, REGULAR | (runs ? 0755 : 0644), file, null);
  }

  private static boolean startsAsProgram(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(ELF.length);
      return Arrays.equals(head, ELF) || (head.length > 1 && head[0] == '#' && head[1] == '!');
    }
  }

  /** Bytes with the permissions given. */
  public static Item bytes(String name, byte[] content, int permissions) {
    return new Item(name, REGULAR | permissions, null, content.clone());
  }

  static Item link(String name, String target) {
    return new Item(name, LINK, null, target.getBytes(StandardCharsets.UTF_8));
  }

  static Item directory(String name) {
    return new Item(name, DIRECTORY, null, new byte[0]);
  }

  boolean isDirectory() {
    return mode == DIRECTORY;
  }

  /** Jars are compressed already. */
  boolean isCompressed() {
    return name.endsWith(".jar");
  }

  /** The name as it stands in the zip. */
  String entryName() {
    return isDirectory() ? name + "/" : name;
  }

  InputStream open() throws IOException {
    return file != null ? Files.newInputStream(file) : new ByteArrayInputStream(content);
  }
}
