package dev.nextloop.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the emulator keeps, and what it makes of damaged, full and taken state directories. */
class EmulatorStateTest {
  @RegisterExtension final Emulators emulators = new Emulators();
  @TempDir Path directory;
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final byte[] zip = Zips.of("bootstrap", "#!/bin/sh\n");
  private ServiceModel model;

  @BeforeEach
  void readModel() {
    model = ServiceModel.ofBotocore();
  }

  private EmulatorOptions options(Path state) {
    return new EmulatorOptions().stateDirectory(state).log(log::add);
  }

  private Emulator start(Path state) {
    return emulators.start(options(state), ScriptedLauncher.echo());
  }

  private RestClient client(Emulator emulator) {
    return new RestClient(emulator, model);
  }

  @Test
  void keepsFunctionsAndLayersBeyondItsOwnLife() {
    Path state = directory.resolve("new/state");
    Emulator first = start(state);
    String layer = client(first).publishLayer("l", zip).json().get("LayerVersionArn").asText();
    String created =
        client(first)
            .createFunction(
                Map.of(
                    "FunctionName", "f",
                    "Code", Map.of("ZipFile", zip),
                    "Layers", List.of(layer),
                    "Environment", Map.of("Variables", Map.of("NAME", "value"))))
            .text();
    client(first).call("DeleteLayerVersion", "DELETE", RestClient.LAYERS + "/l/versions/1", null);
    emulators.stop(first);

    RestClient second = client(start(state));

    assertThat(
            second
                .call(
                    "GetFunctionConfiguration",
                    "GET",
                    RestClient.FUNCTIONS + "/f/configuration",
                    null)
                .text())
        .isEqualTo(created);
    assertThat(second.invoke("f", "{}").status()).isEqualTo(200);
    assertThat(second.publishLayer("l", zip).json().get("Version").asInt()).isEqualTo(2);
    assertThat(log).isEmpty();
  }

  @Test
  void keepsItsFilesFromOtherUsers() throws IOException {
    Path state = directory.resolve("state");
    client(start(state)).createFunction("f", zip);

    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void ignoresDamagedFilesAndSaysWhich() throws IOException {
    Emulator first = start(directory);
    for (String name : List.of("whole", "cut", "emptied", "unzipped")) {
      client(first).createFunction(name, Zips.of("bootstrap", name));
    }
    emulators.stop(first);
    damage("cut", text -> text.substring(0, text.length() / 2));
    damage("emptied", text -> "{}");
    damage(
        "unzipped",
        text -> {
          String sha256 = text.replaceFirst(".*\"code\":\\{\"sha256\":\"([0-9a-f]+)\".*", "$1");
          try {
            Files.write(directory.resolve("zips/" + sha256 + ".zip"), new byte[] {'P', 'K'});
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return text;
        });
    Files.writeString(directory.resolve("functions/note.txt"), "mine");

    RestClient second = client(start(directory));

    assertThat(
            second.call("ListFunctions", "GET", RestClient.FUNCTIONS, null).json().get("Functions"))
        .extracting(f -> f.get("FunctionName").asText())
        .containsExactly("whole");
    assertThat(log).hasSize(4).allMatch(line -> line.startsWith("ignored"));
    assertThat(Files.readString(directory.resolve("functions/note.txt"))).isEqualTo("mine");
    assertThat(second.createFunction("cut", zip).status()).isEqualTo(201);
  }

  private void damage(String name, UnaryOperator<String> change) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("functions"))) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        if (text.contains("\"name\":\"" + name + "\"")) {
          Files.writeString(file, change.apply(text));
        }
      }
    }
  }

  @Test
  void deletesZipsThatNothingRefersTo() throws IOException {
    Emulator first = start(directory);
    client(first).createFunction("f", zip);
    client(first).createFunction("g", zip);
    client(first).call("DeleteFunction", "DELETE", RestClient.FUNCTIONS + "/f", null);
    emulators.stop(first);
    assertThat(zips()).isEqualTo(1);

    Emulator second = start(directory);
    client(second).call("DeleteFunction", "DELETE", RestClient.FUNCTIONS + "/g", null);
    emulators.stop(second);
    assertThat(zips()).isZero();
  }

  private long zips() throws IOException {
    try (Stream<Path> zips = Files.list(directory.resolve("zips"))) {
      return zips.count();
    }
  }

  @Test
  void refusesADirectoryThatAnotherEmulatorOfThisProcessHolds() {
    Emulator first = start(directory);
    client(first).createFunction("f", zip);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> start(directory))
          .isInstanceOf(EmulatorStartException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
          .hasMessageContaining("give another directory");
    }
    emulators.stop(first);
    assertThat(client(start(directory)).invoke("f", "{}").status()).isEqualTo(200);
  }

  @Test
  void refusesADirectoryThatAnotherProcessHolds() throws Exception {
    try (ChildEmulator child = ChildEmulator.start(directory)) {
      assertThatThrownBy(() -> start(directory))
          .isInstanceOf(EmulatorStartException.class)
          .hasMessageContaining("in use by process " + child.pid());
    }
    start(directory);
  }

  @Test
  void losesNothingThatItConfirmedWhenKilled() throws Exception {
    int confirmed;
    try (ChildEmulator child = ChildEmulator.start(directory)) {
      confirmed = child.createFunctionsUntilKilled(zip);
    }
    Path left = Path.of(Files.readString(directory.resolve("scratch")));
    assertThat(left).exists();

    RestClient second = client(start(directory));

    assertThat(left).doesNotExist();
    assertThat(confirmed).isPositive();
    assertThat(log).isEmpty();
    for (int i = 0; i < confirmed; i++) {
      assertThat(second.invoke("f" + i, "{}").status()).as("f" + i).isEqualTo(200);
    }
    try (Stream<Path> halves = Files.list(directory.resolve("tmp"))) {
      assertThat(halves).isEmpty();
    }
  }

  @Test
  void refusesAPlaceThatCanNotBeADirectory() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    for (Path state : List.of(file, file.resolve("state"))) {
      assertThatThrownBy(() -> start(state))
          .isInstanceOf(EmulatorStartException.class)
          .hasMessageContaining(state.toString())
          .hasMessageContaining("give a directory that can be written");
    }
  }

  @Test
  void saysWhatIsWrongWithAReadOnlyDirectory() throws IOException {
    try (Mount mount = Mount.tmpfs(directory, "size=1m")) {
      mount.remount("ro");

      assertThatThrownBy(() -> start(directory))
          .isInstanceOf(EmulatorStartException.class)
          .hasMessageContaining("Read-only file system");
    }
  }

  @Test
  void losesNothingToAFullDisk() throws IOException {
    byte[] large = new byte[300_000];
    new Random(1).nextBytes(large);
    byte[] largeZip = Zips.of("data", large, 0100644);
    try (Mount mount = Mount.tmpfs(directory, "size=512k")) {
      Emulator first = start(directory);
      client(first).createFunction("f", largeZip);
      large[0]++;

      HttpAnswer refused = client(first).createFunction("g", Zips.of("data", large, 0100644));
      assertThat(refused.header("x-amzn-ErrorType")).isEqualTo("ServiceException");
      assertThat(refused.text()).contains("No space left");
      assertThat(client(first).invoke("f", "{}").status()).isEqualTo(200);
      emulators.stop(first);
      Emulator second = start(directory);
      assertThat(client(second).invoke("f", "{}").status()).isEqualTo(200);
      assertThat(client(second).createFunction("h", zip).status()).isEqualTo(201);
      emulators.stop(second);

      mount.fill();
      assertThatThrownBy(() -> start(directory))
          .isInstanceOf(EmulatorStartException.class)
          .hasMessageContaining("No space left")
          .hasMessageContaining("has room");
    }
  }
}
