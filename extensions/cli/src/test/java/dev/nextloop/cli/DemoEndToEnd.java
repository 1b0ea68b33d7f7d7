package dev.nextloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with all that belongs to it: real zips, a real emulator, real processes. */
class DemoEndToEnd {
  private static final String ECHOED = "Echoing request: '{\"key\":\"value\"}'";
  private static final String SECRET = "not-a-real-password";

  @TempDir private Path temp;

  @AfterEach
  void unlink() throws IOException {
    Checkout.unlink(temp);
  }

  @Test
  void theLauncherRunsItForAMachine() throws Exception {
    Script run =
        Script.run(
            temp,
            Checkout.variables(),
            List.of(Checkout.top().resolve("nextloop").toString(), "demo", "--json"));

    assertThat(run.exit()).as("%s%n%s", run.out(), run.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("ok").asBoolean()).isTrue();
    JsonNode scenes = json.path("scenes");
    assertThat(scenes.findValuesAsText("function"))
        .containsExactly("runlambda-insecure", "runlambda", "echo");
    for (JsonNode scene : scenes) {
      assertThat(scene.path("right").asBoolean()).isTrue();
      assertThat(scene.path("load").path("wrong").asInt()).isZero();
      assertThat(scene.path("layerArn").asText()).startsWith("arn:aws:lambda:");
    }
    assertThat(scenes.path(0).path("leaked").toString())
        .contains("DATABASE_PASSWORD", "AWS_SECRET_ACCESS_KEY");
    assertThat(scenes.path(1).path("leaked")).isEmpty();
    assertThat(scenes.path(1).path("first").path("payload").asText().strip()).isEqualTo(ECHOED);
    assertThat(scenes.path(2).path("leaked")).isEmpty();
    assertThat(median(scenes.path(1))).isLessThan(median(scenes.path(0)));
    assertThat(run.out()).doesNotContain(SECRET);
  }

  private static double median(JsonNode scene) {
    return scene.path("load").path("medianMillis").asDouble();
  }

  @Test
  void tellsAPersonWhatHappenedWithoutTellingTheSecrets() {
    FakeMachine machine = new FakeMachine(temp, Map.of());

    assertThat(machine.run("demo")).as(machine.said()).isZero();

    assertThat(machine.printed())
        .contains(ECHOED, "Side by side", "shell and curl", "Nextloop, shell", "Nextloop, Java")
        .contains("DATABASE_PASSWORD=***", "scan_lambda.py got the same answer")
        .containsPattern("REPORT RequestId: .* Duration: |REPORT RequestId: \\S+\\tDuration: ")
        .doesNotContain(SECRET, "\u001b");
  }

  @Test
  void invokesByItselfWhereThereIsNoPython() {
    FakeMachine machine = new FakeMachine(temp, Map.of());

    assertThat(machine.run("demo", "--python", "no-such-python")).isZero();
    assertThat(machine.printed()).contains("no-such-python was not found");
  }

  @Test
  void endsWithOneWhenAnAnswerIsWrong() throws Exception {
    FakeMachine machine = withFunction("handler() { echo \"Echoing nothing\"; }\n");

    assertThat(machine.run("demo")).isEqualTo(1);
    assertThat(machine.printed()).contains("WRONG, expected " + ECHOED);
  }

  @Test
  void endsWithThreeWhenASecretShowsInTheLog() throws Exception {
    FakeMachine machine =
        withFunction(
            "handler() { echo \"$DATABASE_PASSWORD\" >&2; echo \"Echoing request: '$1'\"; }\n");

    assertThat(machine.run("demo", "--json")).isEqualTo(3);
    assertThat(machine.printed()).contains("DATABASE_PASSWORD");
  }

  /** A checkout like this one, but for the function of the second scene. */
  private FakeMachine withFunction(String function) throws IOException {
    Path home = Files.createDirectory(temp.resolve("home"));
    Path real = Checkout.top();
    Files.createSymbolicLink(home.resolve("extensions"), real.resolve("extensions"));
    Path runlambda = Files.createDirectories(home.resolve("samples/runlambda"));
    Files.createSymbolicLink(home.resolve("samples/echo"), real.resolve("samples/echo"));
    for (String part : List.of("insecure", "scan_lambda.py")) {
      Files.createSymbolicLink(
          runlambda.resolve(part), real.resolve("samples/runlambda").resolve(part));
    }
    Files.writeString(runlambda.resolve("function.sh"), function);
    return new FakeMachine(temp, Map.of()).home(home);
  }
}
