package dev.nextloop.micrometer.internal;

/** A line while it is put together: its directives, and behind them the members that they name. */
final class Draft {
  private static final int USUAL = 2_048;

  private final StringBuilder directives = new StringBuilder(USUAL);
  private final StringBuilder members = new StringBuilder(USUAL);
  private int number;
  private boolean empty;
  private int directiveBegin;
  private int metrics;

  void begin(long timestamp) {
    number++;
    empty = true;
    members.setLength(0);
    directives.setLength(0);
    directives.append("{\"_aws\":{\"Timestamp\":").append(timestamp);
    directives.append(",\"CloudWatchMetrics\":[");
  }

  /** Tells a line from the others. */
  int number() {
    return number;
  }

  boolean isEmpty() {
    return empty;
  }

  /** Whether no more metrics should be added. */
  boolean isFull() {
    return directives.length() + members.length() > Limits.LINE;
  }

  void beginDirective(String beginning) {
    directiveBegin = directives.length();
    directives.append(empty ? "" : ",").append(beginning);
    metrics = 0;
  }

  /** Takes what waits in a metric; whether it has more. */
  boolean add(Series series) {
    int begin = members.length();
    members.append(series.member());
    int value = members.length();
    boolean more = series.pending().write(members);
    if (members.length() == value) {
      members.setLength(begin);
      return more;
    }
    if (metrics++ > 0) {
      directives.append(',');
    }
    directives.append(series.definition());
    return more;
  }

  /** Whether there is one; without a metric there is none. */
  boolean endDirective() {
    if (metrics == 0) {
      directives.setLength(directiveBegin);
      return false;
    }
    directives.append("]}");
    empty = false;
    return true;
  }

  void addMember(String text) {
    members.append(text);
  }

  String line(String requestId) {
    directives.append("]}");
    if (requestId != null) {
      JsonText.append(directives.append(",\"requestId\":"), requestId);
    }
    return directives.append(members).append('}').toString();
  }
}
