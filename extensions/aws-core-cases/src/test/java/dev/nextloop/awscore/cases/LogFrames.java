package dev.nextloop.awscore.cases;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The frames of the managed runtime's log descriptor: type (4 bytes), length (4), microseconds
 * since 1970 (8), message.
 */
final class LogFrames {
  /** The time in a line of JSON format. */
  static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  private static final int HEAD = 16;

  private LogFrames() {}

  /** One line for each frame, with {@code {time}} where its time is one of these minutes. */
  static String read(byte[] bytes) {
    ByteBuffer frames = ByteBuffer.wrap(bytes);
    StringBuilder lines = new StringBuilder();
    while (frames.remaining() >= HEAD) {
      String type = HexFormat.of().toHexDigits(frames.getInt());
      int length = frames.getInt();
      long micros = frames.getLong();
      Duration age = Duration.between(Instant.ofEpochMilli(micros / 1_000), Instant.now()).abs();
      byte[] message = new byte[Math.min(length, frames.remaining())];
      frames.get(message);
      lines
          .append(type)
          .append(' ')
          .append(length)
          .append(age.toHours() == 0 ? " {time} " : " time " + micros + " ")
          .append(Outcome.text(message).replaceAll(TIME, "{time}"))
          .append('\n');
    }
    return lines + (frames.hasRemaining() ? "and " + frames.remaining() + " bytes" : "");
  }
}
