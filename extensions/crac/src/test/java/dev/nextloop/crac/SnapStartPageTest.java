package dev.nextloop.crac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of {@code docs/snapstart.md} do what the page says. */
class SnapStartPageTest {
  private static final Pattern SNIPPET =
      Pattern.compile("```java\n(.*?public final class (\\w+).*?)```", Pattern.DOTALL);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path folder;

  @BeforeAll
  static void compilesItsSnippets() throws IOException {
    List<String> command = new ArrayList<>(List.of("-d", folder.toString(), "-Xlint:all"));
    command.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
    Matcher snippet = SNIPPET.matcher(Files.readString(Path.of("../../docs/snapstart.md")));
    while (snippet.find()) {
      Path file = folder.resolve(snippet.group(2) + ".java");
      command.add(Files.writeString(file, snippet.group(1)).toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(new String[0]));
    assertThat(status).isZero();
  }

  private static List<String> answers(String handler, int events, Map<String, String> variables)
      throws Exception {
    String[] texts = new String[events];
    Arrays.fill(texts, "7");
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, texts);
    try (ScriptedServer server = ScriptedServer.serving(api);
        FunctionProcess function =
            FunctionProcess.start(handler, folder, server, folder, variables)) {
      List<RecordedRequest> posts = server.awaitRequests(RuntimeCall.RESPONSE, events, LIMIT);
      assertThat(function.lines("nextloop:")).isEmpty();
      return posts.stream().map(RecordedRequest::text).toList();
    }
  }

  @Test
  void anInstanceHasItsIdFromAfterTheRestore() throws Exception {
    List<String> answers = answers("shop.OrderHandler", 2, Map.of());
    assertThat(answers.get(0)).matches("7 by [0-9a-f-]{36}").isEqualTo(answers.get(1));
  }

  @Test
  void aSamplesPaymentIsRehearsedAndACustomersIsMade() throws Exception {
    Files.createDirectories(folder.resolve("samples"));
    Files.writeString(folder.resolve("samples/payment.json"), "5");
    assertThat(answers("shop.PaymentHandler", 1, Map.of("NEXTLOOP_PRIME", "samples")))
        .containsExactly("paid 7");
  }
}
