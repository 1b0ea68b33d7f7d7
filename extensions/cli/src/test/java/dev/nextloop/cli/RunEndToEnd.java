package dev.nextloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell function that is served, invoked, and changed meanwhile. */
class RunEndToEnd {
  private static final String FUNCTION =
      """
      handler() {
        echo "log of $1" >&2
        case $1 in *fail*) exit 3 ;; esac
        echo "%s $1"
      }
      """;

  @TempDir private Path temp;
  private FakeMachine server;
  private CompletableFuture<Integer> exit;
  private String endpoint;

  @BeforeEach
  void serve() throws IOException {
    Files.createDirectory(temp.resolve("task"));
    write("one");
    server = new FakeMachine(temp, Map.of());
    exit = CompletableFuture.supplyAsync(() -> server.run("run", "task", "--port", "0"));
    Await.until("the address", () -> exit.isDone() || server.printed().contains("/invocations"));
    Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:\\d+").matcher(server.printed());
    assertThat(address.find()).as(server.said()).isTrue();
    endpoint = address.group();
  }

  @AfterEach
  void stop() throws Exception {
    server.end();
    assertThat(exit.get(30, TimeUnit.SECONDS)).isZero();
  }

  private void write(String word) throws IOException {
    Files.writeString(temp.resolve("task/function.sh"), FUNCTION.formatted(word));
  }

  private FakeMachine invoke(String event, int expected, String... more) {
    FakeMachine machine = new FakeMachine(temp, Map.of()).input(event);
    String[] line = {"invoke", "function", "--endpoint", endpoint, "--payload", "-"};
    String[] all = Arrays.copyOf(line, line.length + more.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    assertThat(machine.run(all)).as(machine.said()).isEqualTo(expected);
    return machine;
  }

  @Test
  void startsTheNewCodeOnceItsFilesHaveChanged() throws Exception {
    assertThat(invoke("\"a\"", 0).printed()).startsWith("one \"a\"");

    write("two");
    Await.until("the upload", () -> server.said().contains("changed: the next invocation"));

    assertThat(invoke("\"b\"", 0).printed()).startsWith("two \"b\"");
  }

  @Test
  void keepsServingWhileTheFilesAreGone() throws Exception {
    Files.delete(temp.resolve("task/function.sh"));
    Files.delete(temp.resolve("task"));
    Await.until("the message", () -> server.said().contains("the old code stays"));

    assertThat(invoke("\"a\"", 0).printed()).startsWith("one \"a\"");
  }

  @Test
  void showsTheEndOfTheLogWhenAsked() {
    assertThat(invoke("\"x\"", 0, "--tail").said()).contains("START RequestId", "log of \"x\"");
    assertThat(invoke("\"x\"", 0).said()).isEmpty();
  }

  @Test
  void endsWithOneWhenTheFunctionFails() {
    FakeMachine failed = invoke("\"fail\"", 1, "--json");

    assertThat(failed.said()).contains("the function failed");
    assertThat(failed.printed()).contains("\"functionError\" : \"Unhandled\"", "exit");
  }

  @Test
  void saysThatAFunctionIsUnknown() {
    FakeMachine machine = new FakeMachine(temp, Map.of());

    assertThat(machine.run("invoke", "nobody", "--endpoint", endpoint)).isEqualTo(4);
    assertThat(machine.said()).contains("status 404", "ResourceNotFoundException");
  }

  @Test
  void servesPythonToo() throws Exception {
    Script answered = scan("--event", "\"py\"");
    assertThat(answered.exit()).as(answered.err()).isZero();
    assertThat(answered.out())
        .contains("status: 200", "function error: none", "one \"py\"", "log of \"py\"", "REPORT");

    Script failed = scan("--event", "\"fail\"");
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out()).contains("function error: Unhandled");

    Script unknown = scan("--function", "nobody");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.out()).contains("status: 404");
  }

  @Test
  void pythonSaysWhenNobodyAnswers() throws Exception {
    endpoint = "http://127.0.0.1:1";

    Script run = scan();

    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("no answer from http://127.0.0.1:1");
  }

  private Script scan(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            "python3",
            Checkout.top().resolve("samples/runlambda/scan_lambda.py").toString(),
            "--endpoint",
            endpoint,
            "--function",
            "function"));
    command.addAll(List.of(arguments));
    return Script.run(temp, Checkout.variables(), command);
  }
}
