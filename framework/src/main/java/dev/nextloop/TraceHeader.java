package dev.nextloop;

import java.util.Optional;

/**
 * An X-Ray trace header: {@code Root=1-<8 hex>-<24 hex>;Parent=<16 hex>;Sampled=0|1}, in any order,
 * unknown fields kept in {@link #value()}.
 *
 * @param root trace id
 * @param parent id of the parent segment, or null
 * @param sampled false when the field is missing
 * @param value the whole header as it came
 */
public record TraceHeader(String root, String parent, boolean sampled, String value) {
  private static final int LONGEST = 2_048;

  /**
   * Reads a header.
   *
   * @return empty when it has no well-formed {@code Root} or is longer than 2,048 characters
   */
  public static Optional<TraceHeader> parse(String value) {
    if (value == null || value.length() > LONGEST) {
      return Optional.empty();
    }
    String root = null;
    String parent = null;
    boolean sampled = false;
    for (int at = 0; at <= value.length(); ) {
      int semicolon = value.indexOf(';', at);
      int end = semicolon < 0 ? value.length() : semicolon;
      String field = value.substring(at, end).trim();
      if (field.startsWith("Root=")) {
        root = field.substring(5);
      } else if (field.startsWith("Parent=")) {
        parent = field.substring(7);
      } else if (field.startsWith("Sampled=")) {
        sampled = field.endsWith("=1");
      }
      at = end + 1;
    }
    if (root == null || !isRoot(root)) {
      return Optional.empty();
    }
    boolean goodParent = parent != null && parent.length() == 16 && isHex(parent, 0, 16);
    return Optional.of(new TraceHeader(root, goodParent ? parent : null, sampled, value));
  }

  private static boolean isRoot(String root) {
    return root.length() == 35
        && root.startsWith("1-")
        && root.charAt(10) == '-'
        && isHex(root, 2, 10)
        && isHex(root, 11, 35);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }
}
