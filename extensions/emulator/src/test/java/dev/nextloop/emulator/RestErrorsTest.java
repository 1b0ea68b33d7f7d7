package dev.nextloop.emulator;

import static dev.nextloop.emulator.HttpAnswer.assertError;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input to every operation: the error is one of AWS's, and says what is wrong. */
class RestErrorsTest {
  private static final String INVALID = "InvalidParameterValueException";
  private static final String NOT_FOUND = "ResourceNotFoundException";

  @RegisterExtension final Emulators emulators = new Emulators();
  private final byte[] zip = Zips.of("bootstrap", "#!/bin/sh\n");
  private RestClient client;

  @BeforeEach
  void start() {
    client = new RestClient(emulators.start(), ServiceModel.ofBotocore());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GetFunction | GET | /2015-03-31/functions/nobody | ResourceNotFoundException",
        "GetFunctionConfiguration | GET | /2015-03-31/functions/nobody/configuration | ResourceNotFoundException",
        "UpdateFunctionCode | PUT | /2015-03-31/functions/nobody/code | ResourceNotFoundException",
        "UpdateFunctionConfiguration | PUT | /2015-03-31/functions/nobody/configuration | ResourceNotFoundException",
        "DeleteFunction | DELETE | /2015-03-31/functions/nobody | ResourceNotFoundException",
        "Invoke | POST | /2015-03-31/functions/nobody/invocations | ResourceNotFoundException",
        "Invoke | POST | /2015-03-31/functions/function/invocations | ResourceNotFoundException",
        "GetLayerVersion | GET | /2018-10-31/layers/nobody/versions/1 | ResourceNotFoundException",
        "GetLayerVersionByArn | GET | /2018-10-31/layers?find=LayerVersion&Arn=arn:aws:lambda:us-east-1:123456789012:layer:nobody:1 | ResourceNotFoundException",
        "GetLayerVersionByArn | GET | /2018-10-31/layers?find=LayerVersion | InvalidParameterValueException",
        "GetLayerVersion | GET | /2018-10-31/layers/l/versions/0 | InvalidParameterValueException",
        "GetLayerVersion | GET | /2018-10-31/layers/l/versions/one | InvalidParameterValueException",
        "ListLayers | GET | /2018-10-31/layers?MaxItems=51 | InvalidParameterValueException",
        "ListLayers | GET | /2018-10-31/layers?CompatibleRuntime=cobol | InvalidParameterValueException",
        "ListLayerVersions | GET | /2018-10-31/layers/l/versions?CompatibleArchitecture=mips | InvalidParameterValueException",
        "ListFunctions | GET | /2015-03-31/functions?MaxItems=0 | InvalidParameterValueException",
        "ListFunctions | GET | /2015-03-31/functions?Marker=%21 | InvalidParameterValueException",
        "ListFunctions | GET | /2015-03-31/functions?FunctionVersion=SOME | InvalidParameterValueException",
        "GetFunction | GET | /2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f | ResourceNotFoundException",
        "GetFunction | GET | /2015-03-31/functions/f:1?Qualifier=2 | InvalidParameterValueException",
      })
  void namesWhatIsNotThere(String operation, String method, String path, String error) {
    assertError(client.call(operation, method, path, Map.of()), error, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..%2f..%2fetc",
        "..%5c..",
        "%00",
        "a%2Fb",
        "%20",
        "f%0Ag",
        "%F0%9F%92%A9",
        "f$",
        "x:y:z:q:w",
        "a.b",
        "%2e%2e"
      })
  void takesNoOddName(String name) {
    for (String path : List.of("/2015-03-31/functions/" + name, "/2018-10-31/layers/" + name)) {
      HttpAnswer answer =
          path.contains("layers")
              ? client.call("ListLayerVersions", "GET", path + "/versions", null)
              : client.call("Invoke", "POST", path + "/invocations", Map.of());
      assertThat(answer.status()).as(path).isIn(400, 404);
    }
  }

  @Test
  void takesNoMalformedEscape() throws IOException {
    assertThat(
            RawHttp.statusOf(
                client.port(), "GET /2015-03-31/functions/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Runtime | python3.12 | provided.al2023",
        "Runtime | provided.al2 | provided.al2023",
        "Handler | two words | Handler",
        "Role | me | Role",
        "Timeout | 0 | between 1 and 900",
        "Timeout | 901 | between 1 and 900",
        "MemorySize | 127 | between 128 and 10240",
        "MemorySize | 10241 | between 128 and 10240",
        "PackageType | Image | PackageType",
        "FunctionName | bad name | functionName",
        "FunctionName | ../../etc/passwd | functionName",
        "FunctionName | f:7 | qualifier",
        "KMSKeyArn | arn:aws:kms:us-east-1:123456789012:key/1 | not served",
      })
  void refusesSettingsOutsideTheirBounds(String member, String value, String message) {
    Object typed = value.matches("\\d+") ? (Object) Integer.valueOf(value) : value;
    Map<String, Object> members =
        new HashMap<>(Map.of("FunctionName", "f", "Code", Map.of("ZipFile", zip)));
    members.put(member, typed);

    assertError(client.createFunction(members), INVALID, message);
  }

  @Test
  void refusesWhatItDoesNotServeByName() {
    for (Map.Entry<String, Object> member :
        Map.of(
                "VpcConfig",
                (Object) Map.of("SubnetIds", List.of("subnet-1")),
                "Publish",
                true,
                "FileSystemConfigs",
                List.of(Map.of("Arn", "a", "LocalMountPath", "/mnt/a")),
                "SnapStart",
                Map.of("ApplyOn", "PublishedVersions"))
            .entrySet()) {
      assertError(create(member.getKey(), member.getValue()), INVALID, member.getKey());
    }
    assertThat(create("VpcConfig", Map.of("SubnetIds", List.of())).status()).isEqualTo(201);
  }

  @Test
  void refusesMissingMembers() {
    for (String member : List.of("FunctionName", "Role", "Runtime", "Handler", "Code")) {
      Map<String, Object> members =
          RestClient.function(Map.of("FunctionName", "f", "Code", Map.of("ZipFile", zip)));
      members.remove(member);
      assertError(
          client.call("CreateFunction", "POST", RestClient.FUNCTIONS, members), INVALID, "");
    }
    assertError(
        client.createFunction(Map.of("FunctionName", "f", "Code", Map.of())), INVALID, "ZipFile");
    assertError(
        client.createFunction(Map.of("FunctionName", "f", "Code", Map.of("S3Bucket", "b"))),
        INVALID,
        "S3Bucket");
  }

  @Test
  void refusesLayersThatAreNotThere() {
    String arn = "arn:aws:lambda:us-east-1:123456789012:layer:l:";
    client.publishLayer("l", zip);
    client.publishLayer("l", zip);

    assertError(create("Layers", List.of(arn + 3)), INVALID, "does not exist");
    assertError(create("Layers", List.of("../l")), INVALID, "layers");
    assertError(
        create("Layers", List.of(arn.replace("us-east-1", "eu-west-1") + 1)), INVALID, "exist");
    assertError(create("Layers", List.of(arn + 1, arn + 2)), INVALID, "Two different versions");
    assertError(create("Layers", Collections.nCopies(6, arn + 1)), INVALID, "more than 5");
    assertError(create("Layers", "l"), "SerializationException", "Layers");
  }

  @Test
  void refusesVariablesThatLambdaSetsOrThatAreTooLarge() {
    assertError(variables(Map.of("AWS_REGION", "x")), INVALID, "AWS_REGION");
    assertError(variables(Map.of("1A", "x")), INVALID, "Variables");
    assertError(variables(Map.of("SECRET", "s3cr3t".repeat(700))), INVALID, "4KB");
    assertThat(variables(Map.of("SECRET", "s3cr3t".repeat(700))).text()).doesNotContain("s3cr3t");
    assertError(variables(Map.of("NUMBER", 1)), "SerializationException", "Variables");
  }

  private HttpAnswer variables(Map<String, Object> variables) {
    return create("Environment", Map.of("Variables", variables));
  }

  @Test
  void refusesEvilAndBrokenZips() {
    byte[] bomb = Zips.of("bomb", new byte[30_000_000], 0100644);
    Map<String, byte[]> evil =
        Map.of(
            "..", Zips.of("../escape", "x"),
            "/etc", Zips.of("/etc/passwd", "x"),
            "LINK", Zips.of("link", "/etc".getBytes(UTF_8), 0120777),
            "SET_ID", Zips.of("setuid", "x".getBytes(UTF_8), 0104755),
            "LIMIT", bomb,
            "readable zip", "not a zip".getBytes(UTF_8),
            "unzip", Arrays.copyOf(zip, zip.length - 10),
            "not a", new byte[0]);
    evil.forEach(
        (message, content) -> {
          assertError(client.createFunction("f", content), INVALID, message);
          assertError(client.publishLayer("l", content), INVALID, message);
        });
    client.createFunction("f", zip);
    assertError(
        client.call(
            "UpdateFunctionCode",
            "PUT",
            RestClient.FUNCTIONS + "/f/code",
            Map.of("ZipFile", evil.get(".."))),
        INVALID,
        "..");
  }

  @Test
  void refusesTheSameFunctionTwiceAndAnOldRevision() {
    client.createFunction("f", zip);
    String update = RestClient.FUNCTIONS + "/f/configuration";

    assertError(client.createFunction("f", zip), "ResourceConflictException", "already exist");
    assertError(
        client.call("UpdateFunctionConfiguration", "PUT", update, Map.of("RevisionId", "old")),
        "PreconditionFailedException",
        "Revision Id");
    assertError(
        client.call(
            "DeleteFunction", "DELETE", RestClient.FUNCTIONS + "/f?Qualifier=$LATEST", null),
        INVALID,
        "$LATEST");
    for (String path : List.of("/f?Qualifier=1", "/f:PROD")) {
      assertError(
          client.call("GetFunction", "GET", RestClient.FUNCTIONS + path, null), NOT_FOUND, "f:");
    }
  }

  @Test
  void refusesBodiesThatAreNotJson() {
    for (String body :
        List.of(
            "{",
            "[]",
            "{} {}",
            "\"text\"",
            "{\"Timeout\":\"x\"}",
            "\0",
            "{\"Code\":{\"ZipFile\":\"!\"}}",
            "[".repeat(100_000))) {
      assertThat(
              client
                  .call(
                      "CreateFunction",
                      "POST",
                      RestClient.FUNCTIONS,
                      Map.of(),
                      body.getBytes(UTF_8))
                  .header("x-amzn-ErrorType"))
          .isIn("SerializationException", INVALID);
    }
  }

  private HttpAnswer create(String member, Object value) {
    return client.createFunction(
        Map.of("FunctionName", "f", "Code", Map.of("ZipFile", zip), member, value));
  }
}
