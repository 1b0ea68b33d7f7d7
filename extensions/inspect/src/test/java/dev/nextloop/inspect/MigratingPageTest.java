package dev.nextloop.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of docs/migrating.md; the commands of the page are typed by the tests of the command.
 */
class MigratingPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z-]+`(?:, `[a-z-]+`)*) \\|");

  @Test
  void namesEveryRuleAndNoOther() throws IOException {
    String page = Files.readString(Path.of("../../docs/migrating.md"));
    String section = page.substring(page.indexOf("### What it looks for"), page.indexOf("## 2."));
    Set<String> named = new TreeSet<>();
    Matcher row = ROW.matcher(section);
    while (row.find()) {
      named.addAll(Arrays.asList(row.group(1).replace("`", "").split(", ", -1)));
    }

    assertThat(named)
        .isEqualTo(
            Arrays.stream(Rule.values())
                .map(Rule::id)
                .collect(Collectors.toCollection(TreeSet::new)));
  }
}
