package dev.nextloop.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogReaderTest {
  private static final String MARK = "0f3a";

  private final List<String> lines = new ArrayList<>();
  private final List<String> words = new ArrayList<>();

  private LogReader read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LogReader reader =
        new LogReader(
            Channels.newChannel(new ByteArrayInputStream(bytes)), MARK, lines::add, words::add);
    reader.run();
    return reader;
  }

  private static String word(String word) {
    return "\u001e" + MARK + " " + word + "\n";
  }

  @Test
  void tellsWordsFromLines() {
    read("a\n\n" + word("0") + "no end" + word("3") + "\u001eother 0\n" + word("ready"));
    assertThat(lines).containsExactly("a", "", "no end", "\u001eother 0");
    assertThat(words).containsExactly("0", "3", "ready");
  }

  @Test
  void findsAWordWhereverALongLineIsCut() {
    for (int length = LogReader.LONGEST_LINE - 20;
        length < LogReader.LONGEST_LINE + 300;
        length++) {
      lines.clear();
      words.clear();
      read("x".repeat(length) + word("0"));
      assertThat(words).containsExactly("0");
      assertThat(String.join("", lines)).isEqualTo("x".repeat(length));
      assertThat(lines).allMatch(line -> line.length() <= LogReader.LONGEST_LINE + 256);
    }
  }

  @Test
  void readsNothingAfterTheEnd() {
    read("a\n" + word(LogReader.END) + "b\n" + word("0"));
    assertThat(lines).containsExactly("a");
    assertThat(words).isEmpty();
  }

  @Test
  void keepsTheTailOnly() {
    LogReader reader = read("first\n" + "0123456789\n".repeat(10_000) + "last\n");
    assertThat(reader.tail()).hasSize(LogReader.TAIL).endsWith("0123456789\nlast\n");
    reader.startTail();
    assertThat(reader.tail()).isEmpty();
  }

  @Test
  void replacesWhatIsNotText() {
    LogReader reader =
        new LogReader(
            Channels.newChannel(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, '\n'})),
            MARK,
            lines::add,
            words::add);
    reader.run();
    assertThat(lines).containsExactly("a\ufffd");
  }
}
