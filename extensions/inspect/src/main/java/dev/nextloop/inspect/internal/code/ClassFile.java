package dev.nextloop.inspect.internal.code;

import dev.nextloop.inspect.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A class file that has not been looked into.
 *
 * @param name the class, with slashes, as its path says
 * @param jar where it stands; null for the function's own root
 * @param file its bytes
 */
public record ClassFile(String name, String jar, Path file) {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int HEAD_BYTES = 10;

  /** A class file has at most 65 535 methods of 65 535 bytes, a sane one far less than this. */
  private static final long MAX_BYTES = 16L << 20;

  /** The class as a place. */
  public Place place() {
    return Place.type(jar, name.replace('/', '.'));
  }

  /** A member as a place. */
  public Place place(String member, int line) {
    return new Place(jar, name.replace('/', '.'), member, line);
  }

  /**
   * The whole file.
   *
   * @throws BrokenClassException when it is none, by its size or its first bytes
   */
  public byte[] bytes() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new BrokenClassException("it has more than " + MAX_BYTES + " bytes");
      }
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length < HEAD_BYTES || intAt(bytes, 0) != MAGIC) {
        throw new BrokenClassException("it doesn't begin as a class file");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The major version, such as 61 for Java 17. */
  public static int version(byte[] bytes) {
    return intAt(bytes, 4) & 0xffff;
  }

  /** Whether it uses what was only a preview in its release (JVMS 4.1). */
  public static boolean preview(byte[] bytes) {
    return intAt(bytes, 4) >>> 16 == 0xffff;
  }

  private static int intAt(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }
}
