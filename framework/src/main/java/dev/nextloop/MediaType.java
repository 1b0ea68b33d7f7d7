package dev.nextloop;

/** What a content type must be to stand in a header. */
final class MediaType {
  private MediaType() {}

  static void check(String contentType) {
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
