package dev.nextloop.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nextloop.cli.FakeMachine;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTreeTest {
  @TempDir private Path temp;

  private FakeMachine machine() {
    return new FakeMachine(temp, Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "demo --help",
        "serve --help",
        "run --help",
        "invoke -h",
        "package --help",
        "package layer --help",
        "package function --help"
      })
  void explainsEveryCommandAndItsExitCodes(String line) {
    FakeMachine machine = machine();

    assertThat(machine.run(line.split(" "))).isZero();
    assertThat(machine.printed()).contains("Usage: nextloop", "Exit codes:", "can't be reached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dance",
        "package",
        "package layer --out x.zip",
        "package layer --runtime --in . --out x.zip",
        "package layer --runtime --drop-in --out x.zip",
        "package layer --runtime --archive . --out x.zip",
        "run x.jar --handler a.B --drop-in",
        "package function --in nowhere --out x.zip",
        "package function --in . --out nowhere/x.zip",
        "serve --port 99999",
        "serve --port many",
        "run nowhere.jar --handler a.B",
        "run --port 0",
        "invoke",
        "invoke f --endpoint ftp://127.0.0.1",
        "invoke f --payload nowhere.json"
      })
  void endsWithTwoForACommandLineThatMakesNoSense(String line) {
    FakeMachine machine = machine();

    assertThat(machine.run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(machine.said()).isNotBlank();
    assertThat(machine.printed()).isEmpty();
  }

  @Test
  void endsWithFourWhenNobodyAnswers() {
    FakeMachine machine = machine();

    assertThat(machine.run("invoke", "f", "--endpoint", "http://127.0.0.1:1")).isEqualTo(4);
    assertThat(machine.said()).contains("no emulator answers at http://127.0.0.1:1", "serve");
  }

  @Test
  void refusesAnEventOverTheLimitBeforeAnybodyIsAsked() throws Exception {
    try (RandomAccessFile event = new RandomAccessFile(temp.resolve("event").toFile(), "rw")) {
      event.setLength(6 * 1024 * 1024 + 1);
    }
    FakeMachine machine = machine();

    assertThat(machine.run("invoke", "f", "--payload", "event")).isEqualTo(2);
    assertThat(machine.said()).contains("--payload event is larger than the 6291456 bytes");
  }

  @Test
  void packsAFunctionAndSaysHowMuchOfTheLimitsItTakes() throws Exception {
    Path in = Files.createDirectory(temp.resolve("in"));
    Files.writeString(in.resolve("function.sh"), "handler() { cat; }\n");
    FakeMachine machine = machine();

    assertThat(machine.run("package", "function", "--in", "in", "--out", "f.zip", "--json"))
        .isZero();

    JsonNode json = new ObjectMapper().readTree(machine.printed());
    assertThat(json.path("path").asText()).isEqualTo(temp.resolve("f.zip").toString());
    assertThat(json.path("sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(json.path("zippedBytes").asLong()).isEqualTo(Files.size(temp.resolve("f.zip")));
    assertThat(json.path("unzippedBytes").asLong()).isEqualTo(19);
    assertThat(json.path("zippedPercent").isNumber()).isTrue();
  }

  @Test
  void endsWithOneWhenALimitIsBroken() throws Exception {
    Path in = Files.createDirectory(temp.resolve("in"));
    try (RandomAccessFile sparse = new RandomAccessFile(in.resolve("big").toFile(), "rw")) {
      sparse.setLength(262_144_001);
    }
    FakeMachine machine = machine();

    assertThat(machine.run("package", "function", "--in", "in", "--out", "f.zip")).isEqualTo(1);
    assertThat(machine.said()).contains("f.zip");
    assertThat(temp.resolve("f.zip")).doesNotExist();
  }

  @Test
  void packsTheDropInWithAnArchiveThatWasMadeForIt() throws Exception {
    Path tree = temp.resolve("home/extensions/drop-in/target/layer/nextloop");
    Files.writeString(Files.createDirectories(tree).resolve("lib"), "");
    Path made = Files.createDirectory(temp.resolve("made"));
    Files.writeString(made.resolve("17.0.15.jsa"), "");
    FakeMachine machine = machine().home(temp.resolve("home"));

    assertThat(
            machine.run("package", "layer", "--drop-in", "--archive", "made", "--out", "layer.zip"))
        .as(machine.said())
        .isZero();
    assertThat(Files.readString(temp.resolve("layer.zip"), StandardCharsets.ISO_8859_1))
        .contains("nextloop/lib", "nextloop/17.0.15.jsa");
  }

  @Test
  void packsAnExtensionUnderItsOwnName() throws Exception {
    Files.writeString(temp.resolve("watcher"), "#!/bin/sh\n");
    FakeMachine machine = machine();

    assertThat(machine.run("package", "layer", "--extension", "watcher", "--out", "layer.zip"))
        .isZero();
    assertThat(Files.readString(temp.resolve("layer.zip"), StandardCharsets.ISO_8859_1))
        .contains("extensions/watcher");
    assertThat(machine.printed()).contains("sha256", "% of 52,428,800", "% of 262,144,000");
  }
}
