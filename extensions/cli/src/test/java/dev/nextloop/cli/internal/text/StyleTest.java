package dev.nextloop.cli.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.cli.FakeMachine;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StyleTest {
  private static boolean colours(Map<String, String> variables) {
    return Style.of(new FakeMachine(Path.of(""), variables)).colours();
  }

  @Test
  void paintsOnATerminalOnly() {
    assertThat(colours(Map.of("TERM", "xterm"))).isTrue();
    assertThat(colours(Map.of())).isFalse();
  }

  @Test
  void respectsNoColorUnlessItIsEmpty() {
    assertThat(colours(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    assertThat(colours(Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
    assertThat(colours(Map.of("TERM", "dumb"))).isFalse();
  }

  @Test
  void leavesTheTextAsItIsWithoutColours() {
    assertThat(new Style(false).bad("x")).isEqualTo("x");
    assertThat(new Style(true).bad("x")).isEqualTo("\u001b[31mx\u001b[0m");
  }
}
