package dev.nextloop.cli.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampsTest {
  @TempDir private Path temp;

  private FileStamps now() {
    return FileStamps.of(List.of(temp));
  }

  @Test
  void staysTheSameWhileNothingChanges() throws Exception {
    Files.writeString(temp.resolve("a"), "1");

    assertThat(now()).isEqualTo(now());
  }

  @Test
  void seesAFileThatIsWrittenAddedOrDeleted() throws Exception {
    Path file = Files.writeString(temp.resolve("a"), "1");
    FileStamps before = now();

    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    FileStamps written = now();
    Files.createDirectory(temp.resolve("d"));
    Files.writeString(temp.resolve("d/b"), "2");
    FileStamps added = now();
    Files.delete(file);

    assertThat(written).isNotEqualTo(before);
    assertThat(added).isNotEqualTo(written);
    assertThat(now()).isNotEqualTo(added);
  }

  @Test
  void seesARootThatGoes() {
    assertThat(FileStamps.of(List.of(temp.resolve("absent"))).stamps()).hasSize(1);
  }
}
