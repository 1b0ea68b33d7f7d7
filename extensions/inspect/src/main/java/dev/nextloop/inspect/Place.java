package dev.nextloop.inspect;

/**
 * Where something was found. Every part may be missing.
 *
 * @param file the jar in {@code lib} or {@code /opt/java/lib}, the file, or the variable; null for
 *     the function's own root
 * @param type the class, with dots; null where no class is meant
 * @param member the method or field; null where the class as a whole is meant
 * @param line in the source, from 1; 0 when the class file has no line numbers
 */
public record Place(String file, String type, String member, int line) {

  /** A jar, file or variable as a whole. */
  public static Place file(String file) {
    return new Place(file, null, null, 0);
  }

  /** A class as a whole. */
  public static Place type(String file, String type) {
    return new Place(file, type, null, 0);
  }

  /** On one line: {@code com.acme.Orders.total, line 12, in lib/orders.jar}. */
  public String words() {
    StringBuilder words = new StringBuilder();
    if (type != null) {
      words.append(type);
    }
    if (member != null) {
      words.append('.').append(member);
    }
    if (line > 0) {
      words.append(", line ").append(line);
    }
    if (file != null) {
      words.append(words.isEmpty() ? "" : ", in ").append(file);
    }
    return words.toString();
  }
}
