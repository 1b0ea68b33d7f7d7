package dev.nextloop;

/** What a content type must be to stand in a header. */
final class MediaType {
  static final String JSON = "application/json";
  static final String OCTETS = "application/octet-stream";

  private MediaType() {}

  static void check(String contentType) {
    if (contentType.equals(JSON) || contentType.equals(OCTETS)) {
      // What nearly every reply has: not looked at letter by letter.
      return;
    }
    if (contentType.isEmpty() || contentType.length() > 256) {
      throw new IllegalArgumentException("contentType must have 1 to 256 characters");
    }
    for (int i = 0; i < contentType.length(); i++) {
      if (contentType.charAt(i) < ' ' || contentType.charAt(i) > '~') {
        throw new IllegalArgumentException("contentType must be visible ASCII on one line");
      }
    }
  }
}
