package dev.nextloop.emulator.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {
  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter = new LineSplitter(lines::add);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void joinsLinesAcrossReads(int size) {
    feed("one\n\ntwo \u00fc\u2603\nthree", size);
    splitter.flush();
    splitter.flush();

    assertThat(lines).containsExactly("one", "", "two \u00fc\u2603", "three");
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 65536, 1_000_000})
  void cutsALineAtTheBound(int size) {
    feed("x".repeat(2 * LineSplitter.MAX_LINE) + "y\nz\n", size);

    assertThat(lines)
        .containsExactly(
            "x".repeat(LineSplitter.MAX_LINE), "x".repeat(LineSplitter.MAX_LINE), "y", "z");
  }

  @Test
  void endsALineOfExactlyTheBoundOnce() {
    feed("x".repeat(LineSplitter.MAX_LINE) + "\nz\n", 65536);

    assertThat(lines).containsExactly("x".repeat(LineSplitter.MAX_LINE), "z");
  }

  private void feed(String text, int size) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int start = 0; start < bytes.length; start += size) {
      byte[] read = new byte[Math.max(size, bytes.length)];
      int length = Math.min(size, bytes.length - start);
      System.arraycopy(bytes, start, read, 0, length);
      splitter.take(read, length);
    }
  }
}
