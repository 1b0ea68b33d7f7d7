package dev.nextloop.emulator.internal.run;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** The last 4,096 bytes of one invocation's log. */
final class LogTail {
  static final int SIZE = 4096;

  private final ArrayDeque<byte[]> lines = new ArrayDeque<>();
  private int size;

  void add(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    lines.add(bytes);
    size += bytes.length + 1;
    while (size - lines.peekFirst().length - 1 >= SIZE) {
      size -= lines.removeFirst().length + 1;
    }
  }

  Buffer bytes() {
    Buffer all = Buffer.buffer(size);
    for (byte[] line : lines) {
      all.appendBytes(line).appendByte((byte) '\n');
    }
    return size <= SIZE ? all : all.getBuffer(size - SIZE, size);
  }
}
