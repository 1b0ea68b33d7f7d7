package dev.nextloop.emulator.internal.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes into lines. A line longer than the bound comes in pieces, so memory is bounded. */
final class LineSplitter {
  /** Longest line, bytes. */
  static final int MAX_LINE = 256 << 10;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private final Consumer<String> lines;

  LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  void take(byte[] bytes, int length) {
    int start = 0;
    while (start < length) {
      if (line.size() == MAX_LINE && bytes[start] != '\n') {
        flush();
      }
      int limit = Math.min(length, start + MAX_LINE - line.size());
      int end = start;
      while (end < limit && bytes[end] != '\n') {
        end++;
      }
      line.write(bytes, start, end - start);
      start = end;
      if (end < length && bytes[end] == '\n') {
        lines.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
        start++;
      }
    }
  }

  /** Ends a line that has begun. */
  void flush() {
    if (line.size() > 0) {
      lines.accept(line.toString(StandardCharsets.UTF_8));
      line.reset();
    }
  }
}
