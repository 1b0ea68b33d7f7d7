package dev.nextloop.inspect.internal.code;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;

/**
 * What a class file names.
 *
 * @param references classes, with slashes
 * @param texts string constants
 */
public record ConstantPool(Set<String> references, Set<String> texts) {
  private static final int CLASS = 7;
  private static final int STRING = 8;

  /**
   * Reads the pool and nothing else.
   *
   * @throws BrokenClassException when it is damaged, or of a version unknown here
   */
  public static ConstantPool of(ClassFile file) {
    byte[] bytes = file.bytes();
    try {
      return of(new ClassReader(bytes));
    } catch (RuntimeException e) {
      throw new BrokenClassException("it is damaged or of an unknown version", e);
    }
  }

  static ConstantPool of(ClassReader reader) {
    return new ConstantPool(constants(reader, CLASS), constants(reader, STRING));
  }

  private static Set<String> constants(ClassReader reader, int tag) {
    Set<String> found = new TreeSet<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      // An item's place is that behind its tag; the second half of a long or double has none.
      if (at > 0 && reader.readByte(at - 1) == tag) {
        String text = reader.readUTF8(at, buffer);
        if (text != null) {
          found.add(tag == CLASS ? elementOf(text) : text);
        }
      }
    }
    return found;
  }

  /** The class of an array's elements; other names as they are. */
  private static String elementOf(String name) {
    int depth = name.lastIndexOf('[') + 1;
    boolean object = depth > 0 && name.startsWith("L", depth) && name.endsWith(";");
    return object ? name.substring(depth + 1, name.length() - 1) : name;
  }
}
