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
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        if (line.size() == 0) {
          lines.accept(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        } else {
          line.write(bytes, start, i - start);
          flush();
        }
        start = i + 1;
      } else if (line.size() + i - start == MAX_LINE) {
        line.write(bytes, start, i - start);
        flush();
        start = i;
      }
    }
    line.write(bytes, start, length - start);
  }

  /** Ends a line that has begun. */
  void flush() {
    if (line.size() > 0) {
      lines.accept(line.toString(StandardCharsets.UTF_8));
      line.reset();
    }
  }
}
