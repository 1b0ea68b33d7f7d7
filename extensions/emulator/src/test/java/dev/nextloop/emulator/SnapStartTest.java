package dev.nextloop.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS's own client with SnapStart, from publishing a version to its restored invocations. */
class SnapStartTest {
  @RegisterExtension final Emulators emulators = new Emulators();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  private RestClient published(String runtime, String failing) throws Exception {
    RestClient client =
        new RestClient(
            emulators.startReal(
                new EmulatorOptions()
                    .log(log::add)
                    .snapshotCopies(2)
                    .managedJava(ManagedJavas.standIn())),
            ServiceModel.ofBotocore());
    Path crac = Path.of(Core.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, byte[]> content = new LinkedHashMap<>(ManagedJavas.content(SnapshotHandler.class));
    content.put("lib/" + crac.getFileName(), Files.readAllBytes(crac));
    HttpAnswer created =
        client.createFunction(
            Map.of(
                "FunctionName",
                "f",
                "Runtime",
                runtime,
                "Handler",
                SnapshotHandler.class.getName(),
                "Code",
                Map.of("ZipFile", Zips.of(content)),
                "Timeout",
                60,
                "MemorySize",
                512,
                "SnapStart",
                Map.of("ApplyOn", "PublishedVersions"),
                "Environment",
                Map.of("Variables", Map.of("FAIL", failing))));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    JsonNode version =
        client
            .call("PublishVersion", "POST", RestClient.FUNCTIONS + "/f/versions", Map.of())
            .json();
    assertThat(version.path("Version").asText()).isEqualTo("1");
    return client;
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void runsTheHooksOfAPublishedVersionAroundItsSnapshot(int version) throws Exception {
    assumeThat(ManagedJavas.has(version)).isTrue();
    RestClient client = published("java" + version, "");

    HttpAnswer restored = client.invoke("f:1", "{}");

    assertThat(restored.header("X-Amz-Executed-Version")).isEqualTo("1");
    assertThat(restored.json().path("before").asInt()).as("%s", log).isEqualTo(1);
    assertThat(restored.json().path("after").asInt()).isEqualTo(1);
    assertThat(restored.json().path("credentials").asText()).contains("\"AccessKeyId\":\"test\"");
    assertThat(restored.json().path("type").asText()).isEqualTo("snap-start");
    assertThat(restored.json().hasNonNull("key")).isFalse();
    assertThat(restored.json().path("version").asText()).isEqualTo("1");
    assertThat(restored.json().path("arn").asText()).endsWith(":function:f:1");
    assertThat(log)
        .anyMatch(line -> line.startsWith("RESTORE_START Runtime Version: java" + version))
        .anyMatch(line -> line.startsWith("REPORT") && line.contains("\tRestore Duration: "));

    JsonNode latest = client.invoke("f", "{}").json();
    assertThat(latest.path("type").asText()).isEqualTo("on-demand");
    assertThat(latest.has("before")).isFalse();
    assertThat(latest.path("key").asText()).isEqualTo("test");
  }

  @Test
  void answersThatTheRestoreFailedWhenAnAfterHookDoes() throws Exception {
    RestClient client = published("java17", "after");

    HttpAnswer answer = client.invoke("f:1", "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("x-amzn-ErrorType")).isEqualTo("SnapStartException");
    assertThat(answer.text()).contains("Runtime.AfterRestoreError");
    assertThat(log)
        .anyMatch(line -> line.contains("asked to fail after"))
        .anyMatch(line -> line.matches("RESTORE_REPORT .*\tStatus: error"));
  }

  @Test
  void answersWithTheErrorOfAHookBeforeTheSnapshot() throws Exception {
    RestClient client = published("java17", "before");

    HttpAnswer answer = client.invoke("f:1", "{}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Amz-Function-Error")).isEqualTo("Unhandled");
    assertThat(answer.json().path("errorType").asText()).contains("CheckpointException");
    assertThat(log)
        .anyMatch(line -> line.contains("Error Type: Runtime.BeforeCheckpointError"))
        .noneMatch(line -> line.startsWith("RESTORE_START"));
  }
}
