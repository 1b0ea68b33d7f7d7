package dev.nextloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonTest {

  @TempDir Path folder;

  @Test
  void whatTheComparisonPromisesAboutItsNumbersHolds() throws Exception {
    assertThat(run("python3", "-B", "-m", "unittest", "discover", "-s", "src/test/python"))
        .contains("Ran ", "OK");
  }

  @Test
  void theSmokeRunMeasuresEveryClientAndWritesWhatItFound() throws Exception {
    assertThat(smoke()).contains("each answer checked");
    assertThat(Files.readString(folder.resolve("result.json")))
        .contains("\"client\": \"nextloop\"", "\"faults\": []");
    assertThat(Files.readAllLines(folder.resolve("table.md")))
        .anyMatch(line -> line.matches("\\| invocations, 2 bytes \\| nextloop \\| .*x \\|.*"))
        .anyMatch(line -> line.startsWith("| exec to first next | aws |"))
        .anyMatch(line -> line.startsWith("| streamed, 5 MB | nextloop |"));
  }

  @Test
  void theSmokeRunOfTheDropInMeasuresEveryRowAndMakesAnArchiveForEachClient() throws Exception {
    unpackFunction();
    Path layer = Path.of("../extensions/drop-in/target/layer").toAbsolutePath();
    assertThat(layer.resolve("nextloop-wrapper")).isExecutable();
    Files.createSymbolicLink(folder.resolve("layer"), layer);
    assertThat(smoke("drop-in")).contains("each answer checked");
    assertThat(Files.readString(folder.resolve("result.json"))).contains("\"faults\": []");
    assertThat(Files.readString(folder.resolve("table.md")))
        .contains(
            "| invocations, RequestHandler<SQSEvent,Void> (",
            "| first byte, 50 %, 6 MiB in pieces (",
            "| added to calls in turn, 50 % (",
            "| exec to first answer, RequestStreamHandler, archive (")
        .doesNotContain("not measured");
  }

  @Test
  void theSmokeRunOfWhatIsSeenMeasuresItsCostAndItsStart() throws Exception {
    assertThat(smoke("observed")).contains("each answer checked");
    assertThat(Files.readString(folder.resolve("result.json"))).contains("\"faults\": []");
    assertThat(Files.readString(folder.resolve("table.md")))
        .contains("| processor time, echo (seen) | seen | nextloop |", "| exec to first next,");
  }

  private String smoke(String... measures) throws IOException, InterruptedException {
    Path classPaths = Files.createDirectory(folder.resolve("classpath"));
    String ours = packed(System.getProperty("java.class.path"));
    for (String name : List.of("echo", "aws", "json", "aws-managed", "observed")) {
      Files.writeString(classPaths.resolve(name), ours + "\n");
    }
    List<String> command = new ArrayList<>(List.of("bin/compare", "--smoke"));
    command.addAll(List.of("--built", folder.toString()));
    command.addAll(List.of("--json", folder + "/result.json"));
    command.addAll(List.of("--markdown", folder + "/table.md"));
    command.addAll(List.of(measures));
    return run(command.toArray(new String[0]));
  }

  /** The same class path without folders: no JVM makes an archive of these. */
  private String packed(String classPath) {
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (entry.endsWith("classes")) {
        String packed = folder + "/classes-" + entries.size() + ".jar";
        int status = jar.run(System.out, System.err, "-cf", packed, "-C", entry, ".");
        assertThat(status).as(entry).isZero();
        entries.add(packed);
      } else if (entry.endsWith(".jar")) {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  /** The folder of the function as Lambda would unpack it. */
  private void unpackFunction() throws IOException {
    Path task = Files.createDirectory(folder.resolve("task"));
    Path libraries = Files.createDirectory(task.resolve("lib"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String name = Path.of(entry).getFileName().toString();
      if (name.startsWith("aws-lambda-java-events") || name.startsWith("joda-time")) {
        Files.createSymbolicLink(libraries.resolve(name), Path.of(entry));
      }
    }
    Files.createSymbolicLink(task.resolve("dev"), Path.of("target/classes/dev").toAbsolutePath());
  }

  private static String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Arrays.toString(command) + said).isZero();
    return said;
  }
}
