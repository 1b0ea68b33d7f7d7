package dev.nextloop.logging.internal.line;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Lambda's JSON log format: one object on one line. A message that is in CloudWatch's embedded
 * metric format is the whole line; another message that is one JSON object stays an object.
 */
public final class JsonFormat implements LineFormat {
  private static final Set<String> RESERVED =
      Set.of(
          "timestamp",
          "level",
          "message",
          "requestId",
          "AWSRequestId",
          "tenantId",
          "logger",
          "traceId",
          "errorType",
          "errorMessage",
          "stackTrace");
  private static final byte[] TIMESTAMP = ascii("{\"timestamp\":\"");
  private static final byte[] LEVEL = ascii("\",\"level\":\"");
  private static final byte[] MESSAGE = ascii("\",\"message\":");
  private static final byte[] TENANT_ID = ascii(",\"tenantId\":");
  private static final byte[] LOGGER = ascii(",\"logger\":");
  private static final byte[] TRACE_ID = ascii(",\"traceId\":");

  private final Timestamps timestamps = new Timestamps();
  private final byte[] requestIdKey;
  private final Redaction redaction;

  /**
   * A format.
   *
   * @param requestIdKey what the request id is called
   */
  public JsonFormat(String requestIdKey, Redaction redaction) {
    this.requestIdKey = ascii(",\"" + requestIdKey + "\":");
    this.redaction = redaction;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean isJson() {
    return true;
  }

  @Override
  public void write(Entry entry, LineBuffer to) {
    String message = String.valueOf(entry.message());
    boolean object = ObjectMessage.isLikely(message);
    if (object && ObjectMessage.copyMetrics(message, redaction, to)) {
      return;
    }
    to.put(TIMESTAMP);
    timestamps.write(entry.millis(), to);
    to.put(LEVEL).put(entry.level().bytes()).put(MESSAGE);
    if (!object || !new ObjectMessage(message, redaction, to).copy()) {
      to.quoted(message);
    }
    id(requestIdKey, entry.requestId(), to);
    id(TENANT_ID, entry.tenantId(), to);
    id(LOGGER, entry.logger(), to);
    id(TRACE_ID, entry.traceId(), to);
    if (entry.failure() != null) {
      Failure.json(entry.failure(), to);
    }
    entry.fields(
        (key, value) -> {
          String name = String.valueOf(key);
          to.put(',').name(RESERVED.contains(name) ? name + "_" : name).put(':');
          Value.json(name, value, redaction, to);
        });
    to.put('}');
  }

  private static void id(byte[] key, String id, LineBuffer to) {
    if (id != null) {
      to.put(key).quoted(id);
    }
  }
}
