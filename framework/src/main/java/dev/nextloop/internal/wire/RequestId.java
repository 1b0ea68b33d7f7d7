package dev.nextloop.internal.wire;

/** What a request id may look like before it goes into a path. */
public final class RequestId {
  private static final int LONGEST = 256;

  private RequestId() {}

  /** Whether the id is 1 to 256 characters of {@code A-Z a-z 0-9 . _ : -}, and no dot segment. */
  public static boolean isSafe(String id) {
    if (id.isEmpty() || id.length() > LONGEST || id.equals(".") || id.equals("..")) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean safe =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '.'
              || c == ':';
      if (!safe) {
        return false;
      }
    }
    return true;
  }
}
