package dev.nextloop.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** The article's walkthrough by unmodified clients: boto3, the AWS SDK for Java and curl. */
class SdkWalkthroughTest {
  private static final String EVENT = "{\"key\":\"value\"}";
  private static final String ANSWER = "Echoing request: '" + EVENT + "'";
  private static final String FUNCTION = "handler() { printf \"Echoing request: '%s'\" \"$1\"; }\n";

  @RegisterExtension final Emulators emulators = new Emulators();
  @TempDir Path directory;
  private Emulator emulator;
  private Path layer;
  private Path function;

  @BeforeEach
  void start() throws IOException {
    emulator = emulators.startReal(new EmulatorOptions());
    layer =
        Files.write(
            directory.resolve("layer.zip"), Zips.of("bootstrap", RealProcessTest.BOOTSTRAP));
    function = Files.write(directory.resolve("function.zip"), Zips.of("function.sh", FUNCTION));
  }

  @Test
  void worksWithBoto3() throws IOException {
    Finished finished =
        Finished.of(
            List.of(
                Python.interpreter().toString(),
                Python.script("walkthrough.py").toString(),
                emulator.endpoint(),
                layer.toString(),
                function.toString()),
            60);

    assertThat(finished.exit()).as(finished.output()).isZero();
    assertThat(finished.output().strip()).isEqualTo(ANSWER);
  }

  @Test
  void worksWithTheAwsSdkForJava() throws IOException {
    byte[] layerZip = Files.readAllBytes(layer);
    byte[] functionZip = Files.readAllBytes(function);
    try (LambdaClient client =
        LambdaClient.builder()
            .endpointOverride(URI.create(emulator.endpoint()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build()) {
      String arn =
          client
              .publishLayerVersion(
                  r ->
                      r.layerName("runtime-shell")
                          .content(c -> c.zipFile(SdkBytes.fromByteArray(layerZip))))
              .layerVersionArn();
      client.createFunction(
          r ->
              r.functionName("runlambda")
                  .runtime(Runtime.PROVIDED_AL2023)
                  .role(RestClient.ROLE)
                  .handler("function.handler")
                  .timeout(30)
                  .code(c -> c.zipFile(SdkBytes.fromByteArray(functionZip)))
                  .layers(arn)
                  .environment(e -> e.variables(Map.of("GREETING", "4=4"))));
      client.waiter().waitUntilFunctionActiveV2(r -> r.functionName("runlambda"));

      InvokeResponse answer =
          client.invoke(
              r ->
                  r.functionName("runlambda")
                      .logType(LogType.TAIL)
                      .payload(SdkBytes.fromUtf8String(EVENT)));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.payload().asUtf8String()).isEqualTo(ANSWER);
      assertThat(answer.functionError()).isNull();
      assertThat(new String(Base64.getDecoder().decode(answer.logResult()), UTF_8))
          .contains("REPORT RequestId: " + answer.responseMetadata().requestId());
      assertThat(
              client
                  .invoke(r -> r.functionName(arn(answer)).invocationType(InvocationType.EVENT))
                  .statusCode())
          .isEqualTo(202);
      assertThatThrownBy(() -> client.invoke(r -> r.functionName("nobody")))
          .isInstanceOf(ResourceNotFoundException.class)
          .hasMessageContaining("function:nobody");
      assertThat(client.listFunctionsPaginator().functions().stream().count()).isEqualTo(1);
      client.deleteFunction(r -> r.functionName("runlambda"));
      client.deleteLayerVersion(r -> r.layerName("runtime-shell").versionNumber(1L));
    }
  }

  private static String arn(InvokeResponse answer) {
    assertThat(answer.executedVersion()).isEqualTo("$LATEST");
    return "arn:aws:lambda:us-east-1:123456789012:function:runlambda";
  }

  @Test
  void worksWithCurl() throws IOException {
    Path layerJson =
        Files.write(
            directory.resolve("layer.json"),
            RestClient.bytes(Map.of("Content", Map.of("ZipFile", Files.readAllBytes(layer)))));
    String published =
        curl("/2018-10-31/layers/runtime-shell/versions", "--data-binary", "@" + layerJson);
    assertThat(published).contains("layer:runtime-shell:1");
    Path functionJson =
        Files.write(
            directory.resolve("function.json"),
            RestClient.bytes(
                RestClient.function(
                    Map.of(
                        "FunctionName",
                        "runlambda",
                        "Timeout",
                        30,
                        "Code",
                        Map.of("ZipFile", Files.readAllBytes(function)),
                        "Layers",
                        List.of("arn:aws:lambda:us-east-1:123456789012:layer:runtime-shell:1")))));
    assertThat(curl("/2015-03-31/functions", "--data-binary", "@" + functionJson))
        .contains("\"State\":\"Active\"");

    assertThat(curl("/2015-03-31/functions/runlambda/invocations", "-d", EVENT)).isEqualTo(ANSWER);
    assertThat(curl("/2015-03-31/functions/runlambda", "-X", "DELETE")).isEmpty();
  }

  private String curl(String path, String... arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of("curl", "-sS", "--max-time", "30"));
    command.addAll(List.of(arguments));
    command.add(emulator.endpoint() + path);
    Finished finished = Finished.of(command, 60);
    assertThat(finished.exit()).as(finished.output()).isZero();
    return finished.output();
  }
}
