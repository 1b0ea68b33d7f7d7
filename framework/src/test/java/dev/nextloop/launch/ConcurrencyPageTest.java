package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/concurrency.md} says is so. */
class ConcurrencyPageTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("public final class (\\w+)");

  @TempDir static Path classes;

  @BeforeAll
  static void compilesTheSnippets() throws Exception {
    List<String> command = new ArrayList<>(List.of("-d", classes.toString(), "-Xlint:all"));
    command.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
    int options = command.size();
    Matcher snippet = SNIPPET.matcher(Files.readString(Path.of("../docs/concurrency.md")));
    while (snippet.find()) {
      Matcher name = NAME.matcher(snippet.group(1));
      assertThat(name.find()).as(snippet.group(1)).isTrue();
      Path file = classes.resolve(name.group(1) + ".java");
      command.add(Files.writeString(file, snippet.group(1)).toString());
    }
    assertThat(command).hasSize(options + 1);
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(new String[0]));
    assertThat(status).isZero();
  }

  @Test
  void aBlockingCallHoldsNoLaneUp() throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(1_900_000_000_000L, "tea", "cocoa", "mate", "coffee");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child =
            Child.named("shop.Lookup", server.authority())
                .with("AWS_LAMBDA_MAX_CONCURRENCY", "3")
                .classPath(classes.toString(), System.getProperty("java.class.path"))
                .start()) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 4, LIMIT))
          .extracting(RecordedRequest::text)
          .containsExactlyInAnyOrder(
              "tea costs 3", "cocoa costs 5", "mate costs 4", "coffee costs 6");
      assertThat(server.connections()).isEqualTo(3);
      assertThat(child.isAlive()).isTrue();
    }
  }
}
