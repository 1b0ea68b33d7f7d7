package dev.nextloop;

import java.util.Optional;

/**
 * An X-Ray trace header: {@code Root=1-<8 hex>-<24 hex>;Parent=<16 hex>;Sampled=0|1|?}, with or
 * without {@code Lineage}, {@code Self} and fields that nobody here knows, in any order. What is
 * not needed is kept as it came, so that a header that is passed on loses nothing.
 *
 * @param root trace id
 * @param parent id of the parent segment, or null
 * @param sampled false when the field is missing, or leaves it to the callee ({@link #isAsked})
 * @param value the whole header as it came: visible ASCII and spaces, so it is safe in a header
 */
public record TraceHeader(String root, String parent, boolean sampled, String value) {
  private static final int LONGEST = 2_048;
  private static final String ROOT = "Root";
  private static final String PARENT = "Parent";
  private static final String SAMPLED = "Sampled";

  /**
   * Reads a header. Of a field that comes twice the first counts; a part that is no field is passed
   * over; a bad {@code Parent} is none.
   *
   * @return empty when it has no well-formed {@code Root}, is longer than 2,048 characters, or has
   *     characters that could end the header and begin another
   */
  public static Optional<TraceHeader> parse(String value) {
    if (value == null || value.length() > LONGEST || !isPlain(value)) {
      return Optional.empty();
    }
    String root = field(value, ROOT);
    if (root == null || !isRoot(root)) {
      return Optional.empty();
    }
    String parent = field(value, PARENT);
    boolean goodParent = parent != null && isId(parent);
    boolean sampled = "1".equals(field(value, SAMPLED));
    return Optional.of(new TraceHeader(root, goodParent ? parent : null, sampled, value));
  }

  /** Whether {@code Sampled} leaves the decision to the callee. */
  public boolean isAsked() {
    return "?".equals(field(value, SAMPLED));
  }

  /**
   * Any field of the header, for instance {@code Lineage} or {@code Self}.
   *
   * @param name compared as it stands
   */
  public Optional<String> field(String name) {
    return Optional.ofNullable(field(value, name));
  }

  /**
   * The same trace for a callee: under another segment, with this decision, and with every other
   * field as it came.
   *
   * @param id of the segment or span that makes the call: 16 hex digits
   * @param decision whether the callee is to record
   * @throws IllegalArgumentException when the id is none
   */
  public TraceHeader under(String id, boolean decision) {
    if (!isId(id)) {
      throw new IllegalArgumentException("a segment's id has 16 hex digits");
    }
    StringBuilder text = new StringBuilder(value.length() + 32);
    text.append("Root=").append(root).append(";Parent=").append(id);
    text.append(";Sampled=").append(decision ? '1' : '0');
    for (int at = 0; at < value.length(); at = end(value, at) + 1) {
      String part = value.substring(at, end(value, at)).trim();
      int equals = part.indexOf('=');
      String name = equals < 1 ? null : part.substring(0, equals);
      if (name != null && !name.equals(ROOT) && !name.equals(PARENT) && !name.equals(SAMPLED)) {
        text.append(';').append(part);
      }
    }
    return new TraceHeader(root, id, decision, text.toString());
  }

  /** The header's text. */
  @Override
  public String toString() {
    return value;
  }

  private static String field(String value, String name) {
    for (int at = 0; at < value.length(); at = end(value, at) + 1) {
      int end = end(value, at);
      while (at < end && value.charAt(at) == ' ') {
        at++;
      }
      int from = at + name.length();
      if (from < end && value.startsWith(name, at) && value.charAt(from) == '=') {
        return value.substring(from + 1, end).trim();
      }
    }
    return null;
  }

  /** Where the part that begins there ends. */
  private static int end(String value, int at) {
    int semicolon = value.indexOf(';', at);
    return semicolon < 0 ? value.length() : semicolon;
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isRoot(String root) {
    return root.length() == 35
        && root.startsWith("1-")
        && root.charAt(10) == '-'
        && isHex(root, 2, 10)
        && isHex(root, 11, 35);
  }

  private static boolean isId(String id) {
    return id.length() == 16 && isHex(id, 0, 16);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F')) {
        return false;
      }
    }
    return true;
  }
}
