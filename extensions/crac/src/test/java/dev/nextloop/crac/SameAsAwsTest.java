package dev.nextloop.crac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.crac.FunctionProcess.Client;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unchanged resources of {@code org.crac} on our client and on AWS's, in one run. */
class SameAsAwsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** What can be seen from outside. */
  private record Seen(List<String> told, List<RuntimeCall> calls, String errorType, int exit) {}

  private Seen served(Client client, String scene) throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "{}");
    try (ScriptedServer server = ScriptedServer.serving(api);
        FunctionProcess function =
            FunctionProcess.start(client, server, folder, Map.of("SCENE", scene))) {
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      return new Seen(function.told(), calls(server), "", 0);
    }
  }

  private Seen ended(Client client, String scene) throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(0);
    try (ScriptedServer server = ScriptedServer.serving(api);
        FunctionProcess function =
            FunctionProcess.start(
                client,
                server,
                folder,
                Map.of("SCENE", scene, "AWS_EXECUTION_ENV", "AWS_Lambda_java21"))) {
      int exit = function.awaitExit();
      List<RecordedRequest> requests = server.requests();
      String type = requests.get(requests.size() - 1).header("Lambda-Runtime-Function-Error-Type");
      return new Seen(function.told(), calls(server), type, exit);
    }
  }

  private static List<RuntimeCall> calls(ScriptedServer server) {
    return server.requests().stream().map(RuntimeCall::of).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "registering", "of AWS"})
  void tellsTheSameInTheSameOrder(String scene) throws Exception {
    Seen ours = served(Client.OURS, scene);

    assertThat(ours).isEqualTo(served(Client.AWS, scene));
    assertThat(ours.told()).contains("before a", "after a").endsWith("event");
  }

  @ParameterizedTest
  @ValueSource(strings = {"failing before", "failing after", "nested", "of AWS, failing"})
  void failsInTheSameWay(String scene) throws Exception {
    Seen ours = ended(Client.OURS, scene);

    assertThat(ours).isEqualTo(ended(Client.AWS, scene));
    assertThat(ours.exit()).isEqualTo(64);
    assertThat(ours.told()).contains("before a");
  }
}
