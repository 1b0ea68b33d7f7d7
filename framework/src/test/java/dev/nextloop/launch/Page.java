package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * A page of the documentation.
 *
 * @param text all of it
 */
record Page(String text) {
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("public final class (\\w+)");

  static Page named(String file) throws IOException {
    return new Page(Files.readString(Path.of("../docs", file)));
  }

  /** Compiles its snippets, without a warning, into a folder; their number. */
  int compile(Path classes) throws IOException {
    List<String> command = new ArrayList<>(List.of("-d", classes.toString(), "-Xlint:all"));
    command.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
    int options = command.size();
    Matcher snippet = SNIPPET.matcher(text);
    while (snippet.find()) {
      Matcher name = NAME.matcher(snippet.group(1));
      assertThat(name.find()).as(snippet.group(1)).isTrue();
      Path file = classes.resolve(name.group(1) + ".java");
      command.add(Files.writeString(file, snippet.group(1)).toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(new String[0]));
    assertThat(status).isZero();
    return command.size() - options;
  }
}
