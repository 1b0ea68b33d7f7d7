package dev.nextloop.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file system of the test's own; the test is skipped where none may be mounted. */
record Mount(Path path) implements AutoCloseable {
  static Mount tmpfs(Path path, String options) throws IOException {
    assumeTrue(
        mount("-t", "tmpfs", "-o", options, "none", path.toString()),
        "skipped: needs the right to mount a tmpfs");
    return new Mount(path);
  }

  void remount(String options) throws IOException {
    assertThat(mount("-o", "remount," + options, path.toString())).isTrue();
  }

  void fill() throws IOException {
    Path filler = path.resolve("filler");
    for (int size = 65_536; size > 0; size /= 2) {
      try {
        while (true) {
          Files.write(filler, new byte[size], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("No space left");
      }
    }
  }

  private static boolean mount(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    return Finished.of(command, 10).exit() == 0;
  }

  @Override
  public void close() throws IOException {
    assertThat(Finished.of(List.of("umount", "--lazy", path.toString()), 10).exit()).isZero();
  }
}
