package dev.nextloop.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Published versions over REST, each answer held against AWS's model. */
class VersionsTest {
  private static final String VERSIONS = RestClient.FUNCTIONS + "/f/versions";

  @RegisterExtension final Emulators emulators = new Emulators();
  @TempDir private Path state;
  private Emulator emulator;
  private RestClient client;

  @BeforeEach
  void create() {
    start();
    client.createFunction("f", Zips.of("function.sh", "one"));
  }

  private void start() {
    emulator = emulators.start(options(), ScriptedLauncher.echo());
    client = new RestClient(emulator, ServiceModel.ofBotocore());
  }

  private EmulatorOptions options() {
    return new EmulatorOptions().stateDirectory(state).managedJava(ManagedJavas.standIn());
  }

  private JsonNode publish() {
    HttpAnswer answer = client.call("PublishVersion", "POST", VERSIONS, Map.of());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private HttpAnswer configuration(String qualifier) {
    return client.call(
        "GetFunctionConfiguration",
        "GET",
        RestClient.FUNCTIONS + "/f/configuration?Qualifier=" + RestClient.encoded(qualifier),
        null);
  }

  private HttpAnswer update(Map<String, ?> members) {
    return client.call(
        "UpdateFunctionConfiguration", "PUT", RestClient.FUNCTIONS + "/f/configuration", members);
  }

  @Test
  void keepsWhatAFunctionWasWhenItWasPublished() {
    JsonNode first = publish();
    assertThat(first.path("Version").asText()).isEqualTo("1");
    assertThat(first.path("FunctionArn").asText()).endsWith(":function:f:1");

    update(Map.of("Timeout", 77));
    assertThat(publish().path("Version").asText()).isEqualTo("2");

    assertThat(configuration("1").json().path("Timeout").asInt()).isEqualTo(3);
    assertThat(configuration("2").json().path("Timeout").asInt()).isEqualTo(77);
    assertThat(configuration("$LATEST").json().path("Version").asText()).isEqualTo("$LATEST");
    assertThat(configuration("3").status()).isEqualTo(404);
    JsonNode all = client.call("ListVersionsByFunction", "GET", VERSIONS, null).json();
    assertThat(all.path("Versions").findValuesAsText("Version"))
        .containsExactly("$LATEST", "1", "2");
  }

  @Test
  void publishesNothingWhenNothingHasChanged() {
    publish();

    assertThat(publish().path("Version").asText()).isEqualTo("1");
  }

  @Test
  void invokesTheVersionThatIsNamed() {
    publish();

    for (String name : new String[] {"f:1", "f"}) {
      HttpAnswer answer =
          client.call(
              "Invoke",
              "POST",
              RestClient.FUNCTIONS + "/" + RestClient.encoded(name) + "/invocations?Qualifier=1",
              Map.of(),
              "{}".getBytes(StandardCharsets.UTF_8));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("X-Amz-Executed-Version")).isEqualTo("1");
    }
    assertThat(client.invoke("f:2", "{}").status()).isEqualTo(404);
  }

  @Test
  void keepsVersionsOverARestart() {
    publish();
    client.call(
        "UpdateFunctionCode",
        "PUT",
        RestClient.FUNCTIONS + "/f/code",
        Map.of("ZipFile", Zips.of("function.sh", "two")));
    emulators.stop(emulator);

    start();

    String old = configuration("1").json().path("CodeSha256").asText();
    assertThat(old).isNotEqualTo(configuration("$LATEST").json().path("CodeSha256").asText());
    assertThat(client.invoke("f:1", "{}").status()).isEqualTo(200);
  }

  @Test
  void changesNoVersion() {
    publish();

    HttpAnswer answer =
        client.call(
            "UpdateFunctionConfiguration",
            "PUT",
            RestClient.FUNCTIONS + "/" + RestClient.encoded("f:1") + "/configuration",
            Map.of("Timeout", 5));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("published version");
    assertThat(configuration("1").json().path("Timeout").asInt()).isEqualTo(3);
  }

  @Test
  void publishesOnlyTheCodeThatTheCallerKnows() {
    HttpAnswer answer =
        client.call("PublishVersion", "POST", VERSIONS, Map.of("CodeSha256", "other"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("CodeSHA256 (other)");
  }

  @Test
  void optimizesPublishedVersionsOfManagedRuntimesAlone() {
    Map<String, Object> snapStart = Map.of("SnapStart", Map.of("ApplyOn", "PublishedVersions"));
    HttpAnswer osOnly = update(snapStart);
    assertThat(osOnly.status()).isEqualTo(400);
    assertThat(osOnly.text()).contains("SnapStart is not supported for the provided.al2023");

    assertThat(update(Map.of("Runtime", "java21")).status()).isEqualTo(200);
    JsonNode latest = update(snapStart).json().path("SnapStart");
    assertThat(latest.toString())
        .isEqualTo("{\"ApplyOn\":\"PublishedVersions\",\"OptimizationStatus\":\"Off\"}");
    assertThat(publish().path("SnapStart").path("OptimizationStatus").asText()).isEqualTo("On");
    HttpAnswer storage = update(Map.of("EphemeralStorage", Map.of("Size", 1024)));
    assertThat(storage.text()).contains("ephemeral storage", "1024");
  }
}
