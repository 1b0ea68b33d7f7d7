package dev.nextloop.tracing.internal;

/**
 * Where a call goes, as far as a trace may show it.
 *
 * @param shown the URL without user, query and fragment
 * @param host without port
 */
record CallUrl(String shown, String host) {
  private static final int LONGEST = 1_024;

  /** Takes a URL apart; never throws. */
  static CallUrl of(String url) {
    String text = url == null ? "" : url;
    int scheme = text.indexOf("://");
    int from = scheme < 0 ? 0 : scheme + 3;
    int end = first(text, from, "?#");
    int slash = first(text.substring(0, end), from, "/");
    int user = text.lastIndexOf('@', slash - 1);
    int hostFrom = user >= from ? user + 1 : from;
    String authority = text.substring(hostFrom, slash);
    String shown = text.substring(0, from) + authority + text.substring(slash, end);
    return new CallUrl(
        shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST), withoutPort(authority));
  }

  private static String withoutPort(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean port = colon >= 0 && authority.indexOf(']', colon) < 0;
    String host = port ? authority.substring(0, colon) : authority;
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static int first(String text, int from, String signs) {
    int i = from;
    while (i < text.length() && signs.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
