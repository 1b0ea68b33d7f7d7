package dev.nextloop.cli.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessCountTest {
  @TempDir private Path temp;

  @Test
  void readsTheLineOfProcStat() throws Exception {
    Path stat = temp.resolve("stat");
    Files.writeString(stat, "cpu 1 2\nctxt 9\nbtime 7\nprocesses 4711\nprocs_running 2\n");

    assertThat(new ProcessCount(stat).now()).hasValue(4711);
  }

  @Test
  void saysNothingWhereThereIsNoProcStat() {
    assertThat(new ProcessCount(temp.resolve("absent")).now()).isEmpty();
  }
}
