package dev.nextloop.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  @TempDir private Path temp;

  private static String run(Path program) throws IOException {
    Process process = new ProcessBuilder(program.toString()).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void writesWhatAnybodyMayRunAndMakesTheDirectoriesAboveIt() throws Exception {
    Path program = Programs.write(temp.resolve("with space/it's"), "#!/bin/sh\necho '\u00fc$0'\n");

    assertThat(run(program)).isEqualTo("\u00fc$0\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void replacesAProgramWithoutTouchingTheFileThatRuns() throws Exception {
    String waits = "#!/bin/sh\necho begun; read -r line; echo old $line\n";
    Path program = Programs.write(temp.resolve("p"), waits);
    Process old = new ProcessBuilder(program.toString()).start();
    BufferedReader printed = old.inputReader(UTF_8);
    assertThat(printed.readLine()).isEqualTo("begun");

    Programs.write(program, "#!/bin/sh\necho new\n");
    old.getOutputStream().write("one\n".getBytes(UTF_8));
    old.getOutputStream().close();

    assertThat(run(program)).isEqualTo("new\n");
    assertThat(printed.readLine()).isEqualTo("old one");
  }

  @Test
  void saysWhyAProgramCannotBeWritten() throws IOException {
    Path directory = Files.createDirectory(temp.resolve("directory"));

    assertThatThrownBy(() -> Programs.write(directory, "x".repeat(1 << 20)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can't write the program " + directory + ": ");
  }

  @Test
  void writesProgramsThatRunAtOnceWhileOtherThreadsStartProcesses() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> printed = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Path program = temp.resolve("program-" + i);
        printed.add(threads.submit(() -> run(Programs.write(program, "#!/bin/sh\necho ok\n"))));
      }
      for (Future<String> one : printed) {
        assertThat(one.get()).isEqualTo("ok\n");
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
