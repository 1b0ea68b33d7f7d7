package dev.nextloop.cli.internal.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nextloop.cli.FakeMachine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorCommandTest {
  @TempDir private Path temp;

  private FakeMachine machine() {
    return new FakeMachine(temp, Map.of());
  }

  private void function(String body) throws IOException {
    Path source = temp.resolve("Orders.java");
    Files.writeString(source, "package com.acme; public class Orders { " + body + " }");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                said,
                "-d",
                temp.resolve("orders").toString(),
                "--release",
                "17",
                "-proc:none",
                source.toString());
    assertThat(status).as(said.toString(UTF_8)).isZero();
  }

  @Test
  void endsWithZeroAndYesForAFunctionThatRunsAsItIs() throws IOException {
    function("public String run(String in) { return in; }");
    FakeMachine machine = machine();

    assertThat(machine.run("doctor", "orders", "--handler", "com.acme.Orders::run")).isZero();

    assertThat(machine.printed())
        .contains(
            "run(String)", "java21, one invocation at a time", "no probe has run on real Lambda")
        .endsWith("\nyes\n")
        .doesNotContain("\u001b");
    assertThat(machine.said()).isEmpty();
  }

  @Test
  void looksIntoTheLayersThatAreNamedAndRefusesThoseThatAreNot() throws IOException {
    function("public String run(String in) { return in; }");
    Files.createDirectories(temp.resolve("opt/java/lib"));
    Files.writeString(temp.resolve("opt/java/lib/shop.jar"), "no zip");
    FakeMachine machine = machine();

    assertThat(
            machine.run("doctor", "orders", "--handler", "com.acme.Orders::run", "--layer", "opt"))
        .isZero();
    assertThat(machine.printed()).contains("/opt/java/lib/shop.jar");

    FakeMachine other = machine();
    assertThat(other.run("doctor", "orders", "--layer", "opt", "--layer", "none.zip"))
        .isEqualTo(64);
    assertThat(other.said()).contains("none.zip does not exist; name a zip or a directory");
  }

  @Test
  void endsWithOneAndTheChangesGroupedUnderTheirTopics() throws IOException {
    function("static int n; public int run(String in) { if (n > 9) System.exit(1); return n++; }");
    FakeMachine machine = new FakeMachine(temp, Map.of("TERM", "xterm"));

    assertThat(
            machine.run(
                "doctor", "orders", "--handler", "com.acme.Orders::run", "--concurrency", "8"))
        .isEqualTo(1);

    assertThat(machine.printed().replaceAll("\u001b\\[\\d*m", ""))
        .containsSubsequence(
            "8 invocations at once",
            "Several invocations at once",
            "change static field that is set again after the start",
            "com.acme.Orders.n, line 1",
            "why: ",
            "do:  ",
            "The process",
            "change it ends the process: System.exit",
            "yes with these changes");
    assertThat(machine.printed()).contains("\u001b[1m");
  }

  @Test
  void endsWithTwoAndNoAndSaysTheSameAsJson() throws IOException {
    function("public void run(int a, int b) {}");
    FakeMachine machine = machine();

    assertThat(machine.run("doctor", "orders", "--handler", "com.acme.Orders::run", "--json"))
        .isEqualTo(2);

    JsonNode json = new ObjectMapper().readTree(machine.printed());
    assertThat(json.path("verdict").asText()).isEqualTo("no");
    assertThat(json.path("runtime").asText()).isEqualTo("java21");
    assertThat(json.path("provenOnLambda").asBoolean(true)).isFalse();
    JsonNode finding = json.path("findings").path(0);
    assertThat(finding.path("rule").asText()).isEqualTo("handler-method");
    assertThat(finding.path("topic").asText()).isEqualTo("handler");
    assertThat(finding.path("level").asText()).isEqualTo("blocker");
    assertThat(finding.path("where").path("class").asText()).isEqualTo("com.acme.Orders");
    assertThat(finding.path("what").asText()).contains("run(int, int)");
    assertThat(finding.path("remedy").asText()).isNotBlank();
  }

  @Test
  void takesWhatNoOptionSaysFromTheTemplate() throws IOException {
    function("public String run(String in) { return in; }");
    Files.writeString(
        temp.resolve("template.yaml"),
        """
        Resources:
          Orders:
            Type: AWS::Serverless::Function
            Properties:
              Handler: com.acme.Orders::run
              Runtime: java17
              SnapStart: {ApplyOn: PublishedVersions}
              Environment: {Variables: {JAVA_TOOL_OPTIONS: "-javaagent:/opt/agent.jar"}}
        """);
    FakeMachine machine = machine();

    assertThat(machine.run("doctor", "orders", "--template", "template.yaml")).isEqualTo(1);

    assertThat(machine.printed()).contains("java17", "SnapStart", "-javaagent:/opt/agent.jar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doctor",
        "doctor nowhere.jar --handler a.B",
        "doctor Orders.java --handler a.B",
        "doctor orders",
        "doctor orders --handler a.B --concurrency 0",
        "doctor orders --handler a.B --concurrency many",
        "doctor orders --handler a.B --runtime java8",
        "doctor orders --handler a.B --template Orders.java",
        "doctor orders --dance",
        "doctor orders --probe Orders.java",
        "doctor --probe Orders.java",
        "doctor --probe nowhere.json"
      })
  void endsWithSixtyFourForACommandLineThatMakesNoSense(String line) throws IOException {
    function("public String run(String in) { return in; }");
    FakeMachine machine = machine();

    assertThat(machine.run(line.split(" "))).isEqualTo(64);
    assertThat(machine.said()).isNotBlank();
    assertThat(machine.printed()).isEmpty();
  }

  private static final String REPORT =
      """
      {"probe":1,"ranOn":"elsewhere","runtime":"provided","initialization":"on-demand","java":"17",
      "wrapper":null,"restore":null,"polls":[{"pipelined":true,"order":["202","200"],
      "connection":"kept","postMillis":1,"pollMillis":2,"frozenMillis":0,"frozenMonotonicMillis":0}],
      "headers":["lambda-runtime-aws-request-id","lambda-runtime-deadline-ms",
      "lambda-runtime-invoked-function-arn"],"httpVersions":["HTTP/1.1"],
      "connectionHeaders":["absent"]}
      """;

  @Test
  void saysWhichSettingsFollowFromAProbesReport() throws IOException {
    Files.writeString(temp.resolve("good.json"), REPORT);
    Files.writeString(temp.resolve("bad.json"), REPORT.replace("absent", "close"));
    FakeMachine machine = machine();

    assertThat(machine.run("doctor", "--probe", "good.json")).isZero();
    assertThat(machine.printed())
        .contains("good.json, provided, not on real Lambda", "1 of 1 pipelined", "nothing to set");

    assertThat(machine.run("doctor", "--probe", "bad.json")).isEqualTo(1);
    assertThat(machine.printed()).endsWith("set NEXTLOOP_PIPELINING=off\n");

    FakeMachine other = machine();
    assertThat(other.run("doctor", "--probe", "bad.json", "--json")).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(other.printed());
    assertThat(json.path("settings").path(0).asText()).isEqualTo("NEXTLOOP_PIPELINING=off");
    assertThat(json.path("onLambda").asBoolean(true)).isFalse();
  }

  @Test
  void namesTheFieldOfAReportThatIsWrong() throws IOException {
    Files.writeString(
        temp.resolve("bad.json"), REPORT.replace("\"pollMillis\":2", "\"pollMillis\":[]"));
    FakeMachine machine = machine();

    assertThat(machine.run("doctor", "--probe", "bad.json")).isEqualTo(64);
    assertThat(machine.said())
        .contains("--probe bad.json can't be read: polls[0].pollMillis must be a text, but is []");
  }

  @Test
  void explainsItselfAndItsExitCodes() {
    FakeMachine machine = machine();

    assertThat(machine.run("doctor", "--help")).isZero();
    assertThat(machine.printed())
        .contains("Usage: nextloop doctor", "--concurrency", "yes with these changes", "64");
  }
}
