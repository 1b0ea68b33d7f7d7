package dev.nextloop.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The walkthrough with nothing scripted: a layer's bootstrap as a real process. */
class RealProcessTest {
  /** A bootstrap that echoes by way of the function's own code, as the article's does. */
  static final String BOOTSTRAP =
      """
      #!/bin/sh
      set -eu
      . "$LAMBDA_TASK_ROOT/function.sh"
      API="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
      HEADERS=$(mktemp)
      while :; do
        EVENT=$(curl -sS -D "$HEADERS" "$API/next")
        ID=$(tr -d '\\r' <"$HEADERS" | sed -n 's/^lambda-runtime-aws-request-id: //Ip')
        handler "$EVENT" | curl -sS -o /dev/null --data-binary @- "$API/$ID/response"
      done
      """;

  private static final String FUNCTION =
      "handler() { echo \"$GREETING\" >&2; printf \"Echoing request: '%s'\" \"$1\"; }\n";

  @RegisterExtension final Emulators emulators = new Emulators();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  @Test
  void runsAFunctionOnItsLayersBootstrap() {
    Emulator emulator = emulators.startReal(new EmulatorOptions().log(log::add));
    RestClient client = new RestClient(emulator, ServiceModel.ofBotocore());
    String layer =
        client
            .publishLayer("runtime-shell", Zips.of("bootstrap", BOOTSTRAP))
            .json()
            .get("LayerVersionArn")
            .asText();
    client.createFunction(
        Map.of(
            "FunctionName", "runlambda",
            "Code", Map.of("ZipFile", Zips.of("function.sh", FUNCTION)),
            "Layers", List.of(layer),
            "Timeout", 20,
            "Environment", Map.of("Variables", Map.of("GREETING", "4=4"))));

    HttpAnswer answer =
        client.invoke(
            "runlambda", Map.of("X-Amz-Log-Type", "Tail"), "{\"key\":\"value\"}".getBytes(UTF_8));
    assertThat(answer.text()).isEqualTo("Echoing request: '{\"key\":\"value\"}'");
    assertThat(answer.header("X-Amz-Function-Error")).isNull();
    String tail = new String(Base64.getDecoder().decode(answer.header("X-Amz-Log-Result")), UTF_8);
    assertThat(tail)
        .contains("START RequestId: " + answer.header("X-Amzn-RequestId"), "4=4\n", "REPORT");
    assertThat(log).anyMatch(line -> line.startsWith("INIT_START"));

    client.call(
        "UpdateFunctionCode",
        "PUT",
        RestClient.FUNCTIONS + "/runlambda/code",
        Map.of("ZipFile", Zips.of("function.sh", FUNCTION.replace("Echoing", "Changed"))));
    assertThat(client.invoke("runlambda", "{}").text()).isEqualTo("Changed request: '{}'");
  }

  @Test
  void standsInForTheRuntimeInterfaceEmulator(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("function.sh"), FUNCTION);
    Programs.write(directory.resolve("bootstrap"), BOOTSTRAP);
    assertThat(directory.toFile().setExecutable(true, false)).isTrue();
    assertThat(directory.toFile().setReadable(true, false)).isTrue();
    Emulator emulator =
        emulators.startReal(
            new EmulatorOptions()
                .log(log::add)
                .localFunction(
                    LocalFunction.ofCommand(
                            List.of("sh", "-c", "LAMBDA_TASK_ROOT=$PWD exec sh ./bootstrap"),
                            directory)
                        .timeout(Duration.ofSeconds(20))
                        .environment(Map.of("GREETING", "hello"))));
    RestClient client = new RestClient(emulator, ServiceModel.ofBotocore());

    assertThat(client.invoke("function", "{}").text()).isEqualTo("Echoing request: '{}'");
    assertThat(client.invoke("test_function", "not json").text())
        .isEqualTo("Echoing request: 'not json'");
    assertThat(client.invoke("other", "{}").status()).isEqualTo(404);
    assertThat(log).contains("hello").filteredOn(line -> line.startsWith("END")).hasSize(2);
  }

  @Test
  void answersAFunctionThatFailsWithItsError() {
    Emulator emulator = emulators.startReal(new EmulatorOptions().log(log::add));
    RestClient client = new RestClient(emulator, ServiceModel.ofBotocore());
    client.createFunction("f", Zips.of("bootstrap", "#!/bin/sh\nexit 3\n"));

    HttpAnswer answer = client.invoke("f", "{}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Amz-Function-Error")).isEqualTo("Unhandled");
    assertThat(answer.json().get("errorType").asText()).isEqualTo("Runtime.ExitError");
  }
}
