package dev.nextloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.benchmarks.LoadServer.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each client of the comparison, as a process that the load server starts, watches and ends. */
final class ClientsOnLoadServerTest {

  @TempDir static Path folder;

  @BeforeAll
  static void compile() throws Exception {
    LoadServer.compile(folder);
  }

  @ParameterizedTest
  @CsvSource({"2,", "1024,--pipelined", "100000,--pipelined", "6291556,"})
  void theBareClientEchoes(int size, String mode) throws Exception {
    String client = folder + "/ping_pong";
    List<String> command = mode == null ? List.of(client) : List.of(client, mode);
    assertEchoes(size, size > 1_000_000 ? 20 : 500, Map.of(), command);
  }

  @Test
  void theBareClientStreams() throws Exception {
    List<String> arguments = List.of("--stream", "300000", "--count", "3");
    List<String> command = List.of(folder + "/ping_pong", "--pipelined", "--stream");
    assertThat(run(arguments, Map.of(), command).json())
        .contains("\"invocations\":3,", "\"errors\":0,", "\"streaming_rss_kib\":[");
  }

  @Test
  void clientsHaveSeveralInvocationsInFlight() throws Exception {
    Map<String, String> variables =
        Map.of("_HANDLER", Echo.class.getName(), "AWS_LAMBDA_MAX_CONCURRENCY", "4");
    for (List<String> client :
        List.of(List.of(folder + "/ping_pong", "--pipelined"), jvm("dev.nextloop.launch.Main"))) {
      List<String> arguments = List.of("--flights", "4", "--warmup", "1000", "--count", "1000");
      assertThat(run(arguments, variables, client).json())
          .contains("\"invocations\":1000,", "\"errors\":0,", "\"connections\":4,");
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "1024", "6291556"})
  void nextloopEchoes(int size) throws Exception {
    Map<String, String> variables = Map.of("_HANDLER", Echo.class.getName());
    int count = size > 1_000_000 ? 20 : 500;
    assertEchoes(size, count, variables, jvm("dev.nextloop.launch.Main"));
  }

  @Test
  void awsClientEchoes() throws Exception {
    String handler = AwsEcho.class.getName() + "::handleRequest";
    Map<String, String> variables =
        Map.of(
            "_HANDLER", handler,
            "LAMBDA_TASK_ROOT", folder.toString(),
            "AWS_LAMBDA_FUNCTION_NAME", "echo",
            "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    String main = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    assertEchoes(1024, 500, variables, jvm(main, handler));
  }

  private static List<String> jvm(String... arguments) {
    ProcessHandle.Info self = ProcessHandle.current().info();
    List<String> command =
        new ArrayList<>(
            List.of(self.command().orElseThrow(), "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    return command;
  }

  private static void assertEchoes(
      int size, int count, Map<String, String> variables, List<String> client) throws Exception {
    Result result =
        run(
            List.of("--size", "" + size, "--count", "" + count, "--warmup", "10"),
            variables,
            client);
    assertThat(result.json())
        .contains("\"invocations\":" + count + ",", "\"errors\":0,", "\"connections\":1,")
        .doesNotContain("\"client_cpu_ns\":0,", "\"client_rss_kib\":0,");
    assertThat(result.status()).isZero();
  }

  private static Result run(
      List<String> options, Map<String, String> variables, List<String> client) throws Exception {
    List<String> arguments = new ArrayList<>(options);
    arguments.add("--");
    arguments.addAll(client);
    ProcessBuilder builder = new ProcessBuilder();
    builder.environment().putAll(variables);
    try (LoadServer server = LoadServer.start(builder, folder, arguments.toArray(String[]::new))) {
      return server.result();
    }
  }
}
