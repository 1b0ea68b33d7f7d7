package dev.nextloop.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.nextloop.packaging.SafeUnzip;
import dev.nextloop.packaging.ZipLimits;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own Java client, unmodified, uploaded as a runtime and from a directory. */
class AwsJavaClientTest {
  private static final String HANDLER = EchoStreamHandler.class.getName() + "::handleRequest";

  @RegisterExtension final Emulators emulators = new Emulators();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  @Test
  void echoesAsACustomRuntime() throws Exception {
    Emulator emulator = emulators.startReal(new EmulatorOptions().log(log::add));
    RestClient client = new RestClient(emulator, ServiceModel.ofBotocore());
    client.createFunction(
        Map.of(
            "FunctionName",
            "echo",
            "Handler",
            HANDLER,
            "Code",
            Map.of("ZipFile", functionZip()),
            "Timeout",
            60,
            "MemorySize",
            512));

    assertEchoes(client, "echo");
  }

  @Test
  void echoesFromADirectoryByTheRuntimeInterfaceEmulatorsName(@TempDir Path directory)
      throws Exception {
    Path zip = Files.write(directory.resolve("function.zip"), functionZip());
    Path root = directory.resolve("function");
    SafeUnzip.extract(zip, root, ZipLimits.LAMBDA);
    // Where the emulator runs as root, functions run as other users.
    assertThat(directory.toFile().setExecutable(true, false)).isTrue();
    Emulator emulator =
        emulators.startReal(
            new EmulatorOptions()
                .log(log::add)
                .localFunction(LocalFunction.ofDirectory(root).handler(HANDLER)));
    RestClient client = new RestClient(emulator, ServiceModel.ofBotocore());

    assertEchoes(client, "function");
  }

  private void assertEchoes(RestClient client, String name) {
    String context =
        Base64.getEncoder().encodeToString("{\"custom\":{\"a\":\"b\"}}".getBytes(UTF_8));
    HttpAnswer answer =
        client.invoke(
            name,
            Map.of("X-Amz-Log-Type", "Tail", "X-Amz-Client-Context", context),
            "{\"key\":\"value\"}".getBytes(UTF_8));
    assertThat(answer.text()).as("%s", log).isEqualTo("{\"key\":\"value\"}");
    assertThat(new String(Base64.getDecoder().decode(answer.header("X-Amz-Log-Result")), UTF_8))
        .contains("remaining ", "custom {a=b}", "REPORT RequestId: ");

    String large = "\"" + "x".repeat(6 * 1024 * 1024 - 2) + "\"";
    assertThat(client.invoke(name, large).text()).isEqualTo(large);

    HttpAnswer failed = client.invoke(name, "\"fail\"");
    assertThat(failed.header("X-Amz-Function-Error")).isEqualTo("Unhandled");
    assertThat(failed.json().get("errorMessage").asText()).isEqualTo("asked to fail");
    assertThat(client.invoke(name, "1").text()).isEqualTo("1");
    assertThat(log)
        .as("one process for all of them")
        .filteredOn(l -> l.contains("INIT_START"))
        .hasSize(1);
    assertThat(log).noneMatch(line -> line.contains("ended after its answer"));
  }

  private static byte[] functionZip() throws Exception {
    Map<String, byte[]> content = new LinkedHashMap<>();
    content.put(
        "bootstrap",
        """
        #!/bin/sh
        JAVA=/var/lang/bin/java
        [ -x "$JAVA" ] || JAVA='%s/bin/java'
        exec "$JAVA" -XX:TieredStopAtLevel=1 -Xshare:auto \\
          -cp "$LAMBDA_TASK_ROOT:$LAMBDA_TASK_ROOT/lib/*" %s "$_HANDLER"
        """
            .formatted(System.getProperty("java.home"), AWSLambda.class.getName())
            .getBytes(UTF_8));
    String handler = EchoStreamHandler.class.getName().replace('.', '/') + ".class";
    try (InputStream bytes = EchoStreamHandler.class.getResourceAsStream("/" + handler)) {
      content.put(handler, bytes.readAllBytes());
    }
    for (Path jar : jars()) {
      content.put("lib/" + jar.getFileName(), Files.readAllBytes(jar));
    }
    return Zips.of(content);
  }

  private static List<Path> jars() throws ReflectiveOperationException, URISyntaxException {
    // The last one is named nowhere but in AWS's client itself, which ends without it.
    Class<?> traceIds = Class.forName("software.amazon.awssdk.utilslite.SdkInternalThreadLocal");
    return List.of(
        jarOf(AWSLambda.class),
        jarOf(RequestStreamHandler.class),
        jarOf(PojoSerializer.class),
        jarOf(traceIds));
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
