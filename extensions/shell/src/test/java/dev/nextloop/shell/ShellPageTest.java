package dev.nextloop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the snippets of {@code docs/shell.md}: each stands below a comment with its event. */
class ShellPageTest {
  private static final Pattern SNIPPET =
      Pattern.compile(
          "<!-- event: (.*?) \\| (answer|failure): (.*?) -->\n```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir Path root;

  record Snippet(String shell, String event, String kind, String result, String script) {}

  static Stream<Snippet> snippets() throws Exception {
    Matcher matcher = SNIPPET.matcher(page());
    List<Snippet> found = new ArrayList<>();
    while (matcher.find()) {
      for (String shell : new String[] {"bash", "dash"}) {
        found.add(
            new Snippet(
                shell, matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
      }
    }
    return found.stream();
  }

  private static String page() throws Exception {
    return Files.readString(Path.of("../../docs/shell.md"));
  }

  @Test
  void everyShellSnippetIsRun() throws Exception {
    assertThat(snippets().count())
        .isEqualTo(2 * page().lines().filter(line -> line.equals("```sh")).count());
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void doesWhatThePageSays(Snippet snippet) {
    try (ShellFixture f = new ShellFixture(root, snippet.shell(), snippet.script()).start()) {
      if (snippet.kind().equals("answer")) {
        assertThat(f.answer(snippet.event())).isEqualTo(snippet.result());
      } else {
        assertThat(f.failure(snippet.event()).getMessage()).startsWith(snippet.result());
      }
    }
  }
}
