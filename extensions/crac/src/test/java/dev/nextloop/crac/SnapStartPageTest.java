package dev.nextloop.crac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Page;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of {@code docs/snapstart.md} do what the page says. */
class SnapStartPageTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path folder;

  @BeforeAll
  static void compilesItsSnippets() throws IOException {
    assertThat(Page.named("snapstart.md").compile(folder)).isEqualTo(2);
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
