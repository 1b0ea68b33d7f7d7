package dev.nextloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    Path classPaths = Files.createDirectory(folder.resolve("classpath"));
    String ours = System.getProperty("java.class.path");
    for (String name : new String[] {"echo", "aws"}) {
      Files.writeString(classPaths.resolve(name), ours + "\n");
    }
    Path json = folder.resolve("result.json");
    Path table = folder.resolve("table.md");
    String said =
        run(
            "bin/compare",
            "--smoke",
            "--built",
            folder.toString(),
            "--json",
            json.toString(),
            "--markdown",
            table.toString());
    assertThat(said).contains("each answer checked");
    assertThat(Files.readString(json)).contains("\"client\": \"nextloop\"", "\"faults\": []");
    assertThat(Files.readAllLines(table))
        .anyMatch(line -> line.matches("\\| invocations, 2 bytes \\| nextloop \\| .*x \\|.*"))
        .anyMatch(line -> line.startsWith("| exec to first next | aws |"))
        .anyMatch(line -> line.startsWith("| streamed, 5 MB | nextloop |"));
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
