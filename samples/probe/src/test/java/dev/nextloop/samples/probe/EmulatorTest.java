package dev.nextloop.samples.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nextloop.emulator.Emulator;
import dev.nextloop.emulator.EmulatorOptions;
import dev.nextloop.emulator.ManagedJava;
import dev.nextloop.inspect.ProbeReport;
import dev.nextloop.packaging.Contents;
import dev.nextloop.packaging.PackageOptions;
import dev.nextloop.packaging.PackageWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function as it is uploaded, in the local emulator. */
class EmulatorTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String FUNCTIONS = "/2015-03-31/functions";

  @TempDir private Path temp;
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private Emulator emulator;

  private void start() throws Exception {
    Path runtime = Path.of("../../extensions/managed-runtime/target/runtime").toAbsolutePath();
    Map<String, String> variables = new TreeMap<>(System.getenv());
    variables.keySet().retainAll(java.util.Set.of("JAVA_HOME", "PATH", "NEXTLOOP_JAVA_17"));
    emulator =
        Emulator.start(
                new EmulatorOptions()
                    .port(0)
                    .log(log::add)
                    .managedJava(new ManagedJava(runtime.normalize(), variables)))
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    emulator.stop().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private void create(String runtime, String variable, String value) throws Exception {
    Path zip =
        PackageWriter.write(
                new Contents().tree("", Path.of("target/function")),
                temp.resolve("function.zip"),
                PackageOptions.LAMBDA)
            .file();
    String code = Base64.getEncoder().encodeToString(Files.readAllBytes(zip));
    String function =
        """
        {"FunctionName":"probe","Runtime":"%s","Handler":"probe","Role":"arn:aws:iam::123456789012:role/r",
         "Timeout":30,"MemorySize":512,"Environment":{"Variables":{"%s":"%s"}},"Code":{"ZipFile":"%s"}}
        """
            .formatted(runtime, variable, value, code);
    assertThat(post(FUNCTIONS, function).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private ProbeReport collect() throws Exception {
    String last = "";
    for (String event :
        new String[] {
          "{}", "{\"pipeline\":true}", "{\"pipeline\":true}", "{\"ranOn\":\"elsewhere\"}"
        }) {
      HttpResponse<String> answer = post(FUNCTIONS + "/probe/invocations", event);
      assertThat(answer.headers().firstValue("X-Amz-Function-Error"))
          .as("%s %s", answer.body(), log)
          .isEmpty();
      last = answer.body();
    }
    return ProbeReport.read(last);
  }

  private static void assertSound(ProbeReport report) {
    assertThat(report.onLambda()).isFalse();
    assertThat(report.polls()).hasSize(3).allMatch(ProbeReport.Poll::inOrder);
    assertThat(report.polls())
        .extracting(ProbeReport.Poll::pipelined)
        .containsExactly(false, true, true);
    assertThat(report.headers())
        .contains("lambda-runtime-aws-request-id", "lambda-runtime-deadline-ms");
    assertThat(report.advice()).allSatisfy(advice -> assertThat(advice.setting()).isEmpty());
  }

  @Test
  void runsAsACustomRuntime() throws Exception {
    start();
    create("provided.al2023", "NEXTLOOP_JAVA", System.getProperty("java.home") + "/bin/java");

    ProbeReport report = collect();

    assertSound(report);
    assertThat(report.wrapper()).isEmpty();
    assertThat(report.runtime()).isEqualTo("provided");
  }

  @Test
  void runsInThePlaceOfAwssClientAndReportsItsCommandLine() throws Exception {
    start();
    create("java17", "AWS_LAMBDA_EXEC_WRAPPER", "/var/task/probe-wrapper");
    HttpResponse<String> first = post(FUNCTIONS + "/probe/invocations", "{}");
    assumeThat(log).noneMatch(line -> line.contains("have private directories")); // no /var/task

    assertThat(first.body()).contains("\"wrapper\":[\"/var/lang/bin/java\"");
    ProbeReport report = ProbeReport.read(post(FUNCTIONS + "/probe/invocations", "{}").body());
    assertThat(report.runtime()).isEqualTo("AWS_Lambda_java17");
    assertThat(report.wrapper()).contains("-classpath").endsWith("probe");
    assertThat(report.advice())
        .anyMatch(advice -> advice.fine() && advice.fact().contains("knows the command line"));
  }
}
