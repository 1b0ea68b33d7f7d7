package dev.nextloop.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unchanged functions on AWS's own client, started as the managed runtimes start it. */
class ManagedJavaTest {
  private static final String STREAM = EchoStreamHandler.class.getName() + "::handleRequest";
  private static final String MAPS = SurroundingsHandler.class.getName();

  /** Writes its arguments to the log, and becomes what they name. */
  private static final String WRAPPER = "#!/bin/sh\necho \"wrapped: $*\"\nexec \"$@\"\n";

  @RegisterExtension final Emulators emulators = new Emulators();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  private RestClient client(ManagedJava managedJava) {
    return new RestClient(
        emulators.startReal(new EmulatorOptions().log(log::add).managedJava(managedJava)),
        ServiceModel.ofBotocore());
  }

  private static void create(RestClient client, String runtime, Map<String, ?> more)
      throws Exception {
    Map<String, Object> function =
        RestClient.function(
            Map.of(
                "FunctionName",
                "f",
                "Runtime",
                runtime,
                "Handler",
                MAPS,
                "Code",
                Map.of(
                    "ZipFile",
                    ManagedJavas.zip(EchoStreamHandler.class, SurroundingsHandler.class)),
                "Timeout",
                60,
                "MemorySize",
                512));
    function.putAll(more);
    assertThat(client.createFunction(function).json().get("Runtime").asText()).isEqualTo(runtime);
  }

  private static void update(RestClient client, Map<String, ?> members) {
    client.call(
        "UpdateFunctionConfiguration", "PUT", RestClient.FUNCTIONS + "/f/configuration", members);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 21, 25})
  void answersByAwssClientOnTheJdkOfItsRuntime(int version) throws Exception {
    assumeThat(ManagedJavas.has(version)).as("a JDK " + version).isTrue();
    RestClient client = client(ManagedJavas.standIn());
    create(client, "java" + version, Map.of());

    JsonNode answer = client.invoke("f", "{\"a\":[1]}").json();

    assertThat(answer.path("event").toString()).as("%s", log).isEqualTo("{\"a\":[1]}");
    assertThat(answer.path("java").asText()).isEqualTo("" + version);
    assertThat(answer.path("AWS_EXECUTION_ENV").asText()).isEqualTo("AWS_Lambda_java" + version);
    assertThat(answer.path("function").asText()).isEqualTo("f:$LATEST");
    assertThat(Path.of(answer.path("LAMBDA_RUNTIME_DIR").asText())).isAbsolute();
    assertThat(log)
        .anyMatch(line -> line.startsWith("java" + version + " is stood in for by AWS's client"));

    update(client, Map.of("Handler", STREAM));
    assertThat(client.invoke("f", "{\"key\":\"value\"}").text()).isEqualTo("{\"key\":\"value\"}");
  }

  @Test
  void saysWhereItLookedForAJdkThatIsNotThere(@TempDir Path empty) throws Exception {
    ManagedJava found = ManagedJavas.standIn();
    RestClient client =
        client(
            new ManagedJava(
                found.runtime(),
                Map.of("PATH", "/usr/bin:/bin", "NEXTLOOP_JAVA_21", empty.toString())));
    create(client, "java21", Map.of());

    JsonNode answer = client.invoke("f", "{}").json();

    assertThat(answer.path("errorType").asText()).isEqualTo("Runtime.InvalidEntrypoint");
    assertThat(answer.path("errorMessage").asText())
        .contains(" Error: NEXTLOOP_JAVA_21 names '" + empty + "', which is no JDK");
  }

  @Test
  void runsTheSameFunctionWithAndWithoutItsWrapper() throws Exception {
    RestClient client = client(ManagedJavas.standIn());
    String layer =
        client
            .publishLayer("wrapper", ManagedJavas.program("wrap", WRAPPER))
            .json()
            .get("LayerVersionArn")
            .asText();
    create(
        client,
        "java17",
        Map.of(
            "Layers",
            new String[] {layer},
            "Environment",
            Map.of("Variables", Map.of("AWS_LAMBDA_EXEC_WRAPPER", "/opt/wrap"))));

    HttpAnswer answer = client.invoke("f", "{}");
    assumeThat(log).noneMatch(line -> line.contains("have private directories")); // no /opt there
    assertThat(answer.json().path("java").asText()).isEqualTo("17");
    assertThat(log)
        .filteredOn(line -> line.startsWith("wrapped: "))
        .singleElement()
        .asString()
        .matches(
            "wrapped: /var/lang/bin/java -XX:MaxHeapSize=445645k .* -classpath"
                + " /var/runtime/lib/aws-lambda-java-core-[^ ]*jar [^ ]*\\.AWSLambda "
                + MAPS);

    log.clear();
    update(client, Map.of("Environment", Map.of("Variables", Map.of())));
    assertThat(client.invoke("f", "{}").json().path("java").asText()).isEqualTo("17");
    assertThat(log).noneMatch(line -> line.startsWith("wrapped: "));
  }

  @Test
  void namesAWrapperThatIsNotThere() throws Exception {
    RestClient client = client(ManagedJavas.standIn());
    create(
        client,
        "java17",
        Map.of(
            "Environment", Map.of("Variables", Map.of("AWS_LAMBDA_EXEC_WRAPPER", "/opt/missing"))));

    assertThat(client.invoke("f", "{}").json().path("errorType").asText())
        .isEqualTo("Runtime.ExitError");
    assertThat(log).anyMatch(line -> line.contains("AWS_LAMBDA_EXEC_WRAPPER names '/opt/missing'"));
  }

  @Test
  void changesTheRuntimeOfAFunction() throws Exception {
    assumeThat(ManagedJavas.has(25)).isTrue();
    RestClient client = client(ManagedJavas.standIn());
    create(client, "java17", Map.of());
    assertThat(client.invoke("f", "{}").json().path("java").asText()).isEqualTo("17");

    update(client, Map.of("Runtime", "java25"));

    assertThat(client.invoke("f", "{}").json().path("java").asText()).isEqualTo("25");
  }

  @Test
  void refusesManagedRuntimesWithoutTheStandIn() {
    RestClient client = client(null);

    HttpAnswer answer =
        client.createFunction(
            Map.of(
                "FunctionName",
                "f",
                "Runtime",
                "java21",
                "Code",
                Map.of("ZipFile", ManagedJavas.program("bootstrap", "exit"))));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("provided.al2023").contains("java21");
  }

  @Test
  void refusesATreeThatIsNoRuntime(@TempDir Path empty) {
    assertThatThrownBy(() -> new ManagedJava(empty, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no program bootstrap in " + empty);
  }
}
