package dev.nextloop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event is data: its bytes come back and nothing in it runs. */
class HostileEventsTest {
  // As the argument where it is one, and always on standard input.
  private static final String SCRIPT =
      "handler() { if [ $# = 1 ]; then printf %s \"$1\"; fi; cat; }";

  private static final List<String> PIECES =
      List.of(
          "'",
          "\"",
          "`touch x`",
          "$(touch x)",
          "; touch x;",
          "| touch x",
          "&& touch x",
          "\ntouch x\n",
          "*",
          "?",
          "[a-z]",
          "~",
          "$HOME",
          "${x:=y}",
          "$((1+1))",
          "\\",
          "\\\n",
          "\\'",
          "'\\''",
          "-n",
          "-e",
          "--",
          "\n",
          "\n\n",
          "\r\n",
          "\t",
          " ",
          "!",
          "!!",
          "#",
          "%s%n",
          "\u001e",
          "\u0001",
          "\u007f",
          "{a,b}",
          "<(touch x)",
          ">x",
          "2>x",
          "EOF",
          "\u00e4\u20ac\ud83d\ude00");

  @TempDir Path root;

  static Stream<byte[]> events() {
    Stream<String> one = PIECES.stream();
    Stream<String> wrapped = PIECES.stream().map(piece -> "a" + piece + "b" + piece);
    Stream<String> pairs =
        PIECES.stream().map(piece -> piece + PIECES.get((PIECES.indexOf(piece) * 7 + 3) % 40));
    Stream<String> json = PIECES.stream().map(piece -> "{\"key\":\"" + piece + "\"}");
    Stream<String> quoted = PIECES.stream().map(piece -> "'" + piece + "\"" + piece);
    Stream<byte[]> text =
        Stream.of(one, wrapped, pairs, json, quoted)
            .flatMap(each -> each)
            .map(each -> each.getBytes(StandardCharsets.UTF_8));
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    Stream<byte[]> binary =
        Stream.of(
            new byte[0],
            new byte[] {0},
            "a\0b".getBytes(StandardCharsets.UTF_8),
            every,
            Arrays.copyOfRange(every, 1, 256),
            new byte[] {(byte) 0xe2},
            new byte[] {(byte) 0xc3, '\'', (byte) 0xff, (byte) 0xfe},
            "\n".repeat(20_000).getBytes(StandardCharsets.UTF_8),
            "'$(touch x)`".repeat(8_000).getBytes(StandardCharsets.UTF_8),
            "'$(touch x)`".repeat(90_000).getBytes(StandardCharsets.UTF_8));
    return Stream.concat(text, binary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void comeBackByteForByteAndDoNotRun(String shell) throws Exception {
    assertThat(events().count()).isGreaterThanOrEqualTo(200);
    try (ShellFixture f =
        new ShellFixture(root, shell, SCRIPT).with("NEXTLOOP_SHELL_OUTPUT", "raw").start()) {
      for (byte[] event : events().toList()) {
        assertThat(f.answer(event)).isEqualTo(isArgument(event) ? twice(event) : event);
      }
      assertThat(root.resolve("x")).doesNotExist();
    }
  }

  private static boolean isArgument(byte[] event) {
    for (byte each : event) {
      if (each == 0) {
        return false;
      }
    }
    return event.length <= 96 * 1024;
  }

  private static byte[] twice(byte[] event) {
    byte[] twice = Arrays.copyOf(event, 2 * event.length);
    System.arraycopy(event, 0, twice, event.length, event.length);
    return twice;
  }
}
