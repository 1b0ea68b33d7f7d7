package dev.nextloop.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * A page of the documentation, whose Java snippets a test compiles and then runs.
 *
 * @param text all of it
 */
public record Page(String text) {
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("public final class (\\w+)");

  /**
   * Reads one of {@code docs}, which is looked for in the working directory and above it.
   *
   * @param file as {@code handlers.md}
   * @throws NoSuchFileException when there is none
   */
  public static Page named(String file) throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path page = at.resolve("docs").resolve(file);
      if (Files.isRegularFile(page)) {
        return new Page(Files.readString(page));
      }
    }
    throw new NoSuchFileException(file, null, "no docs/" + file + " here or above");
  }

  /**
   * Compiles its snippets with the class path of the tests, without a warning. Needs a JDK.
   *
   * @param classes the folder that takes sources and classes
   * @return how many there are
   * @throws AssertionError when one has no {@code public final class} or does not compile
   */
  public int compile(Path classes) throws IOException {
    List<String> command = new ArrayList<>(List.of("-d", classes.toString(), "-Xlint:all"));
    command.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
    int options = command.size();
    Matcher snippet = SNIPPET.matcher(text);
    while (snippet.find()) {
      Matcher name = NAME.matcher(snippet.group(1));
      if (!name.find()) {
        throw new AssertionError("this snippet has no public final class: " + snippet.group(1));
      }
      Path file = classes.resolve(name.group(1) + ".java");
      command.add(Files.writeString(file, snippet.group(1)).toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(new String[0]));
    if (status != 0) {
      throw new AssertionError("snippets do not compile; the compiler has said why");
    }
    return command.size() - options;
  }
}
