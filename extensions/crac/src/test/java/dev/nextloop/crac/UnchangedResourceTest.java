package dev.nextloop.crac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.crac.FunctionProcess.Client;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What our client does for {@code org.crac} that AWS's does not. */
class UnchangedResourceTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  private FunctionProcess served(String... variables) throws Exception {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      all.put(variables[i], variables[i + 1]);
    }
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "{}");
    try (ScriptedServer server = ScriptedServer.serving(api);
        FunctionProcess function = FunctionProcess.start(Client.OURS, server, folder, all)) {
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      return function;
    }
  }

  @Test
  void namesTheResourceBehindTheProxyWhenItIsLost() throws Exception {
    FunctionProcess function = served("SCENE", "lost");
    assertThat(function.told()).containsExactly("before a", "after a", "event");
    assertThat(function.lines("nextloop:"))
        .singleElement()
        .asString()
        .contains(Functions.Told.class.getName() + ", registered at ", "Functions.java:");
  }

  @Test
  void keepsTheResourceBehindTheProxyWhereAsked() throws Exception {
    FunctionProcess function = served("SCENE", "lost", "NEXTLOOP_CRAC_KEEP", "true");
    assertThat(function.told())
        .containsExactly("before lost", "before a", "after a", "after lost", "event");
    assertThat(function.lines("nextloop:")).isEmpty();
  }

  @Test
  void tellsNobodyWhereThereIsNoSnapshot() throws Exception {
    FunctionProcess function =
        served("SCENE", "plain", "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    assertThat(function.told()).containsExactly("event");
  }

  @Test
  void tellsAfterEachOfSeveralRestores() throws Exception {
    FunctionProcess function = served("SCENE", "plain", "NEXTLOOP_SNAPSHOT_CYCLES", "2");
    assertThat(function.told())
        .isEqualTo(
            List.of("before b", "before a", "after a", "after b", "after a", "after b", "event"));
  }
}
