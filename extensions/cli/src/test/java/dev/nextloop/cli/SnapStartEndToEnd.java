package dev.nextloop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nextloop.cli.internal.Installation;
import dev.nextloop.cli.internal.lambda.LambdaClient;
import dev.nextloop.cli.internal.lambda.LocalLambda;
import dev.nextloop.cli.internal.pack.Archive;
import dev.nextloop.emulator.EmulatorOptions;
import dev.nextloop.emulator.ManagedJava;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.crac.Core;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From PublishVersion to two restores of one init, on a managed runtime with the drop-in. */
class SnapStartEndToEnd {
  private static final String HANDLER =
      """
      import com.amazonaws.services.lambda.runtime.Context;
      import com.amazonaws.services.lambda.runtime.RequestHandler;
      import java.net.InetAddress;
      import java.util.Map;
      import java.util.TreeMap;
      import org.crac.Core;
      import org.crac.Resource;

      public class Copies implements RequestHandler<Map<String, Object>, Map<String, Object>>, Resource {
        private static int inits;
        private int before;
        private int after;

        public Copies() {
          inits++;
          Core.getGlobalContext().register(this);
        }

        @Override
        public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
          before++;
        }

        @Override
        public void afterRestore(org.crac.Context<? extends Resource> context) {
          after++;
        }

        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
          Map<String, Object> answer = new TreeMap<>();
          answer.put("inits", inits);
          answer.put("before", before);
          answer.put("after", after);
          answer.put("type", System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
          answer.put("client", System.getProperty("sun.java.command"));
          answer.put("version", context.getFunctionVersion());
          answer.put(
              "forgetsNames",
              InetAddress.class.getModule().isOpen("java.net", Copies.class.getModule()));
          return answer;
        }
      }
      """;

  @TempDir private Path temp;
  private final Installation installation = new Installation(Checkout.top());
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  private void compile() throws Exception {
    Path crac = Path.of(Core.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path lib = Files.createDirectories(temp.resolve("task/lib"));
    Files.copy(crac, lib.resolve(crac.getFileName()));
    ManagedFunction.compile(temp.resolve("task"), "Copies", HANDLER, crac);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void oneInitServesTwoCopiesThatAreEachToldOfTheirRestore(int version) throws Exception {
    assumeTrue(ManagedFunction.hasJdk(version), "needs a JDK " + version);
    compile();
    ManagedJava managedJava = new ManagedJava(installation.managedRuntime(), System.getenv());
    EmulatorOptions options =
        new EmulatorOptions().port(0).log(log::add).managedJava(managedJava).snapshotCopies(2);
    try (LocalLambda local = LocalLambda.start(options)) {
      publish(local, "java" + version);

      JsonNode restored = json(local.client(System::nanoTime), "copies:1");
      assumeTrue(log.stream().noneMatch(line -> line.contains("have private directories")));

      assertThat(restored.path("client").asText()).as("%s", log).contains("dev.nextloop.launch");
      assertThat(restored.path("type").asText()).isEqualTo("snap-start");
      assertThat(restored.path("version").asText()).isEqualTo("1");
      assertThat(restored.path("inits").asInt()).isEqualTo(1);
      assertThat(restored.path("before").asInt()).isEqualTo(1);
      assertThat(restored.path("after").asInt()).isEqualTo(2);
      assertThat(restored.path("forgetsNames").asBoolean()).isTrue();
      assertThat(log)
          .noneMatch(line -> line.startsWith("nextloop"))
          .anyMatch(line -> line.startsWith("RESTORE_START"))
          .anyMatch(line -> line.startsWith("RESTORE_REPORT"));

      JsonNode latest = json(local.client(System::nanoTime), "copies");
      assertThat(latest.path("type").asText()).isEqualTo("on-demand");
      assertThat(latest.path("before").asInt()).isZero();
      assertThat(latest.path("forgetsNames").asBoolean()).isFalse();
    }
  }

  private void publish(LocalLambda local, String runtime) throws Exception {
    LambdaClient lambda = local.client(System::nanoTime);
    String layer = lambda.publishLayer("drop-in", Archive.EMPTY.with("", installation.dropIn()));
    byte[] code = Archive.EMPTY.with("", temp.resolve("task")).bytes();
    post(
        local.endpoint().resolve("/2015-03-31/functions"),
        """
        {"FunctionName": "copies", "Runtime": "%s", "Handler": "Copies", "Layers": ["%s"],
         "Role": "arn:aws:iam::123456789012:role/local", "Timeout": 60, "MemorySize": 512,
         "SnapStart": {"ApplyOn": "PublishedVersions"}, "Code": {"ZipFile": "%s"},
         "Environment": {"Variables": {"AWS_LAMBDA_EXEC_WRAPPER": "/opt/nextloop-wrapper"}}}
        """
            .formatted(runtime, layer, Base64.getEncoder().encodeToString(code)));
    post(local.endpoint().resolve("/2015-03-31/functions/copies/versions"), "{}");
  }

  private static void post(URI uri, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static JsonNode json(LambdaClient lambda, String function) throws Exception {
    byte[] event = "{}".getBytes(StandardCharsets.UTF_8);
    return new ObjectMapper().readTree(lambda.invoke(function, event).text());
  }
}
