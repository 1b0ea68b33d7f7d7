package dev.nextloop.logging.internal.line;

/**
 * Text, as Lambda's runtimes with a request id in their lines write it: {@code
 * time<TAB>requestId<TAB>LEVEL<TAB>message}; then the logger, ids and fields as {@code key=value},
 * and what was thrown.
 */
public final class TextFormat implements LineFormat {
  private final Timestamps timestamps = new Timestamps();
  private final Redaction redaction;
  private final boolean multiLine;

  /**
   * A format.
   *
   * @param multiLine whether a record may have several lines, because a frame keeps them together
   */
  public TextFormat(Redaction redaction, boolean multiLine) {
    this.redaction = redaction;
    this.multiLine = multiLine;
  }

  @Override
  public boolean isJson() {
    return false;
  }

  @Override
  public void write(Entry entry, LineBuffer to) {
    String message = String.valueOf(entry.message());
    boolean object = ObjectMessage.isLikely(message);
    if (object && ObjectMessage.copyMetrics(message, redaction, to)) {
      return;
    }
    timestamps.write(entry.millis(), to);
    to.put('\t').text(entry.requestId() == null ? "-" : entry.requestId(), false);
    to.put('\t').put(entry.level().bytes()).put('\t');
    if (!object || !new ObjectMessage(message, redaction, to).copy()) {
      to.text(message, multiLine);
    }
    field("logger", entry.logger(), to);
    field("traceId", entry.traceId(), to);
    field("tenantId", entry.tenantId(), to);
    entry.fields(
        (key, value) -> {
          String name = String.valueOf(key);
          to.put(' ').text(name, false);
          to.put('=');
          Value.text(name, value, redaction, to);
        });
    if (entry.failure() != null) {
      Failure.text(entry.failure(), multiLine, to);
    }
  }

  private static void field(String key, String value, LineBuffer to) {
    if (value != null) {
      to.put(' ').ascii(key).put('=').text(value, false);
    }
  }
}
