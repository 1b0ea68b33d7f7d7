package dev.nextloop.awscore.internal.log;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.nextloop.awscore.internal.text.JsonText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** One record in the log format JSON. */
final class JsonLine {
  private JsonLine() {}

  /** The line with its end. */
  static String of(long millis, String message, LogLevel level, Context context) {
    JsonText json =
        new JsonText(false)
            .open('{')
            .field("timestamp", time(millis))
            .field("message", message)
            .field("level", level.name());
    if (context != null) {
      json.field("AWSRequestId", context.getAwsRequestId())
          .field("tenantId", context.getTenantId());
    }
    return json.close('}') + "\n";
  }

  /** Always with milliseconds, which {@code Instant.toString} leaves out where there are none. */
  static String time(long millis) {
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(24).append(time.toLocalDate()).append('T');
    two(text, time.getHour()).append(':');
    two(text, time.getMinute()).append(':');
    two(text, time.getSecond()).append('.');
    int part = (int) Math.floorMod(millis, 1_000L);
    text.append(part < 100 ? "0" : "");
    return two(text, part).append('Z').toString();
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return text.append(number < 10 ? "0" : "").append(number);
  }
}
