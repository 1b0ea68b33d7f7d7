package dev.nextloop.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every operation's good answer, held against AWS's model. */
class RestModelTest {
  @RegisterExtension final Emulators emulators = new Emulators();
  private final byte[] zip = Zips.of("bootstrap", "#!/bin/sh\n");
  private Emulator emulator;
  private RestClient client;

  @BeforeEach
  void start() {
    ServiceModel model = ServiceModel.ofBotocore();
    emulator = emulators.start();
    client = new RestClient(emulator, model);
  }

  @Test
  void publishesAndReadsLayerVersionsInTheModelsShapes() {
    JsonNode first = client.publishLayer("runtime-shell", zip).json();
    JsonNode second =
        client
            .call(
                "PublishLayerVersion",
                "POST",
                RestClient.LAYERS + "/runtime-shell/versions",
                Map.of(
                    "Description", "second",
                    "LicenseInfo", "Apache-2.0",
                    "CompatibleRuntimes", List.of("provided.al2023", "java25"),
                    "CompatibleArchitectures", List.of("x86_64", "arm64"),
                    "Content", Map.of("ZipFile", zip)))
            .json();
    String arn = "arn:aws:lambda:us-east-1:123456789012:layer:runtime-shell";

    assertThat(first.path("LayerVersionArn").asText()).isEqualTo(arn + ":1");
    assertThat(second.path("Version").asInt()).isEqualTo(2);
    assertThat(get("GetLayerVersion", "/runtime-shell/versions/2")).isEqualTo(second);
    assertThat(get("GetLayerVersion", "/" + RestClient.encoded(arn) + "/versions/2"))
        .isEqualTo(second);
    assertThat(
            get("GetLayerVersionByArn", "?find=LayerVersion&Arn=" + RestClient.encoded(arn + ":1")))
        .isEqualTo(first);
    assertThat(get("ListLayerVersions", "/runtime-shell/versions").get("LayerVersions"))
        .extracting(version -> version.get("Version").asInt())
        .containsExactly(2, 1);
    assertThat(get("ListLayers", "?CompatibleArchitecture=arm64").get("Layers")).hasSize(1);
    assertThat(get("ListLayers", "?CompatibleRuntime=python3.12").get("Layers")).isEmpty();
    assertThat(
            client
                .raw("GET", path(second.at("/Content/Location").asText()), Map.of(), new byte[0])
                .body()
                .getBytes())
        .isEqualTo(zip);
  }

  @Test
  void neverUsesALayerVersionsNumberTwice() {
    client.publishLayer("a", zip);
    client.call("DeleteLayerVersion", "DELETE", RestClient.LAYERS + "/a/versions/1", null);
    client.call("DeleteLayerVersion", "DELETE", RestClient.LAYERS + "/a/versions/1", null);

    assertThat(client.publishLayer("a", zip).json().get("Version").asInt()).isEqualTo(2);
    assertThat(get("ListLayerVersions", "/a/versions").get("LayerVersions")).hasSize(1);
  }

  @Test
  void createsReadsChangesAndDeletesAFunctionInTheModelsShapes() {
    String layer = client.publishLayer("l", zip).json().get("LayerVersionArn").asText();
    JsonNode created =
        client
            .createFunction(
                Map.of(
                    "FunctionName", "f",
                    "Code", Map.of("ZipFile", zip),
                    "Layers", List.of(layer),
                    "Environment", Map.of("Variables", Map.of("NAME", "4=4")),
                    "Tags", Map.of("team", "one"),
                    "Timeout", 10,
                    "MemorySize", 256,
                    "LoggingConfig", Map.of("LogFormat", "JSON", "SystemLogLevel", "INFO")))
            .json();
    JsonNode read = getFunction("GetFunction", "/f");

    assertThat(read.get("Configuration")).isEqualTo(created);
    assertThat(created.at("/State").asText()).isEqualTo("Active");
    assertThat(created.at("/Layers/0/Arn").asText()).isEqualTo(layer);
    assertThat(read.at("/Tags/team").asText()).isEqualTo("one");
    assertThat(
            client
                .raw("GET", path(read.at("/Code/Location").asText()), Map.of(), new byte[0])
                .body()
                .getBytes())
        .isEqualTo(zip);
    assertThat(getFunction("GetFunctionConfiguration", "/f/configuration")).isEqualTo(created);
    assertThat(getFunction("GetFunction", "/f?Qualifier=$LATEST").at("/Configuration/FunctionArn"))
        .hasToString("\"arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST\"");

    JsonNode configured =
        client
            .call(
                "UpdateFunctionConfiguration",
                "PUT",
                RestClient.FUNCTIONS + "/f/configuration",
                Map.of("Timeout", 20, "Layers", List.of()))
            .json();
    assertThat(configured.get("Timeout").asInt()).isEqualTo(20);
    assertThat(configured.has("Layers")).isFalse();
    assertThat(configured.get("MemorySize").asInt()).isEqualTo(256);
    assertThat(configured.get("RevisionId")).isNotEqualTo(created.get("RevisionId"));

    byte[] other = Zips.of("bootstrap", "#!/bin/sh\n# other\n");
    JsonNode coded =
        client
            .call(
                "UpdateFunctionCode",
                "PUT",
                RestClient.FUNCTIONS + "/f/code",
                Map.of("ZipFile", other, "RevisionId", configured.get("RevisionId").asText()))
            .json();
    assertThat(coded.get("CodeSha256")).isNotEqualTo(created.get("CodeSha256"));

    assertThat(client.call("DeleteFunction", "DELETE", RestClient.FUNCTIONS + "/f", null).status())
        .isEqualTo(204);
    assertThat(getFunction("ListFunctions", "").get("Functions")).isEmpty();
  }

  @Test
  void listsFunctionsPageByPage() {
    for (String name : List.of("c", "a", "b")) {
      client.createFunction(name, zip);
    }
    JsonNode first = getFunction("ListFunctions", "?MaxItems=2");
    JsonNode second =
        getFunction("ListFunctions", "?MaxItems=2&Marker=" + first.get("NextMarker").asText());

    assertThat(first.get("Functions"))
        .extracting(f -> f.get("FunctionName").asText())
        .containsExactly("a", "b");
    assertThat(second.get("Functions"))
        .extracting(f -> f.get("FunctionName").asText())
        .containsExactly("c");
    assertThat(second.has("NextMarker")).isFalse();
    assertThat(getFunction("ListFunctions", "?FunctionVersion=ALL").at("/Functions/0/FunctionArn"))
        .hasToString("\"arn:aws:lambda:us-east-1:123456789012:function:a:$LATEST\"");
  }

  @Test
  void invokesInEachWay() {
    client.createFunction("f", zip);
    HttpAnswer answer =
        client.invoke(
            "f",
            Map.of("X-Amz-Log-Type", "Tail"),
            "{\"key\":\"value\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"key\":\"value\"}");
    assertThat(answer.header("X-Amz-Executed-Version")).isEqualTo("$LATEST");
    assertThat(
            new String(
                Base64.getDecoder().decode(answer.header("X-Amz-Log-Result")),
                StandardCharsets.UTF_8))
        .contains("REPORT RequestId: " + answer.header("X-Amzn-RequestId"));
    assertThat(
            client
                .invoke(
                    "f",
                    Map.of("X-Amz-Invocation-Type", "Event"),
                    "1".getBytes(StandardCharsets.UTF_8))
                .status())
        .isEqualTo(202);
    assertThat(client.invoke("f", Map.of("X-Amz-Invocation-Type", "DryRun"), new byte[0]).status())
        .isEqualTo(204);
    for (String name :
        List.of(
            "f:$LATEST",
            "123456789012:function:f",
            "arn:aws:lambda:us-east-1:123456789012:function:f",
            "function")) {
      assertThat(client.invoke(name, "{}").status()).as(name).isEqualTo(200);
    }
  }

  private JsonNode get(String operation, String path) {
    return client.call(operation, "GET", RestClient.LAYERS + path, null).json();
  }

  private JsonNode getFunction(String operation, String path) {
    return client.call(operation, "GET", RestClient.FUNCTIONS + path, null).json();
  }

  private String path(String location) {
    assertThat(location).startsWith(emulator.endpoint());
    return location.substring(emulator.endpoint().length());
  }
}
