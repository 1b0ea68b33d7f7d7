package dev.nextloop.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  @TempDir private Path classes;

  private static Page page(String... snippets) {
    StringBuilder text = new StringBuilder("# Title\n");
    for (String snippet : snippets) {
      text.append("```java\n").append(snippet).append("```\nand\n```sh\nls\n```\n");
    }
    return new Page(text.toString());
  }

  @Test
  void compilesSnippetsThatNeedEachOther() throws Exception {
    Page page = page("public final class A { B b; }\n", "public final class B {}\n");

    assertThat(page.compile(classes)).isEqualTo(2);
    assertThat(classes.resolve("A.class")).isRegularFile();
  }

  @Test
  void refusesWhatDoesNotCompileOrHasNoName() {
    assertThatThrownBy(() -> page("public final class A { int i = no; }\n").compile(classes))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> page("int i;\n").compile(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no public final class: int i;");
  }

  @Test
  void findsThePagesOfTheProject() throws Exception {
    assertThat(Page.named("handlers.md").text()).startsWith("# Handlers");
    assertThatThrownBy(() -> Page.named("nothing.md")).isInstanceOf(NoSuchFileException.class);
  }
}
