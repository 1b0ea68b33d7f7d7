package dev.nextloop.inspect.internal.code;

import org.objectweb.asm.ClassReader;

/**
 * Walks the attributes of a class file (JVMS 4.7) and compares their lengths with that of the file:
 * the reader would allocate whatever an attribute of an unknown name claims to have.
 */
final class Attributes {
  private final ClassReader reader;
  private final int end;
  private final char[] buffer;

  private Attributes(ClassReader reader, int end) {
    this.reader = reader;
    this.end = end;
    this.buffer = new char[reader.getMaxStringLength()];
  }

  /**
   * Checks all of them.
   *
   * @throws RuntimeException of any kind when a length leads out of the file
   */
  static void requireInside(ClassReader reader, int fileBytes) {
    Attributes attributes = new Attributes(reader, fileBytes);
    int interfaces = reader.readUnsignedShort(reader.header + 6);
    int fields = reader.header + 8 + 2 * interfaces;
    int methods = attributes.members(fields, 6);
    attributes.table(attributes.members(methods, 6));
  }

  /** Fields, methods or record components: a count, then a head and attributes for each. */
  private int members(int start, int headBytes) {
    int at = start + 2;
    for (int left = reader.readUnsignedShort(start); left > 0; left--) {
      at = table(at + headBytes);
    }
    return at;
  }

  /** A count, then name, length and content for each. */
  private int table(int start) {
    int at = start + 2;
    for (int left = reader.readUnsignedShort(start); left > 0; left--) {
      int content = at + 6;
      int length = reader.readInt(at + 2);
      if (length < 0 || length > end - content) {
        throw new IllegalArgumentException("an attribute of " + length + " bytes");
      }
      String name = reader.readUTF8(at, buffer);
      if ("Code".equals(name)) {
        int handlers = content + 8 + reader.readInt(content + 4);
        table(handlers + 2 + 8 * reader.readUnsignedShort(handlers));
      } else if ("Record".equals(name)) {
        members(content, 4);
      }
      at = content + length;
    }
    return at;
  }
}
