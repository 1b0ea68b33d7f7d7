package dev.nextloop.logging.internal.line;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * UTC with milliseconds and {@code Z}. All of it but the milliseconds is kept until the second is
 * over. Any thread: whoever finds another's second makes his own.
 */
final class Timestamps {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.");

  private static final class Second {
    final long number;
    final byte[] text;

    Second(long number) {
      this.number = number;
      this.text =
          LocalDateTime.ofEpochSecond(number, 0, ZoneOffset.UTC)
              .format(SECONDS)
              .getBytes(StandardCharsets.US_ASCII);
    }
  }

  private volatile Second last = new Second(0);

  void write(long millis, LineBuffer to) {
    long number = Math.floorDiv(millis, 1_000L);
    Second second = last;
    if (second.number != number) {
      second = new Second(number);
      last = second;
    }
    int part = (int) (millis - number * 1_000);
    to.put(second.text)
        .put((char) ('0' + part / 100))
        .put((char) ('0' + part / 10 % 10))
        .put((char) ('0' + part % 10))
        .put('Z');
  }
}
