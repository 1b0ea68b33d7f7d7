package dev.nextloop.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One input gives one zip, wherever and by whom it is packed. */
class SameBytesTest {
  /** 2024-03-31T02:30:00Z: as local time it does not exist in Berlin. */
  private static final String IN_THE_GAP = "1711852200";

  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "bootstrap", "#!/bin/sh\nexec java\n",
              "java/lib/a.jar", "PK",
              "java/lib/B.jar", "PK2",
              "java-lib/x", "x",
              "text/long.txt", "All work and no play. ".repeat(2000),
              "text/\u00e9.txt", "accent",
              "text/\ud83d\ude00.txt", "face",
              "text/\uff5e.txt", "before the face in bytes, after it in chars",
              "run.sh", "echo"));

  @TempDir Path work;

  @Test
  void whateverTheOrderModesAndTimesOfTheFiles() throws IOException {
    List<String> names = new ArrayList<>(FILES.keySet());
    Path one = tree("one", names, "rwxrwxrwx", 1);
    Collections.reverse(names);
    Path other = tree("other", names, "rw-------", 2_000_000_000);

    assertThat(pack(one)).isEqualTo(pack(other));
  }

  @Test
  void whateverTheOrderOfTheCalls() throws IOException {
    Path one = Files.writeString(work.resolve("one"), "1");
    Contents contents = new Contents().file("b/one", one).bytes("a", new byte[3], 0755);
    Contents reversed = new Contents().bytes("a", new byte[3], 0755).file("b/one", one);
    Path zip = work.resolve("a.zip");
    Path other = work.resolve("b.zip");

    Written written = PackageWriter.write(contents, zip, PackageOptions.LAMBDA);

    assertThat(PackageWriter.write(reversed, other, PackageOptions.LAMBDA).sha256())
        .isEqualTo(written.sha256());
    assertThat(zip).hasSameBinaryContentAs(other);
  }

  @Test
  void whateverTheUmaskTimeZoneLocaleAndDirectoryOfTheProcess() throws Exception {
    Path tree = tree("tree", FILES.keySet().stream().toList(), "rw-r--r--", 1);
    String here = pack(tree);

    assertThat(child(tree, "077", "C", "-Duser.timezone=Europe/Berlin")).isEqualTo(here);
    assertThat(
            child(
                tree,
                "000",
                "C.UTF-8",
                "-Duser.timezone=Pacific/Kiritimati",
                "-Duser.language=th",
                "-Duser.country=TH",
                "-Dfile.encoding=ISO-8859-1"))
        .isEqualTo(here);
  }

  private String pack(Path tree) throws IOException {
    Path zip = tree.resolveSibling(tree.getFileName() + ".zip");
    PackageOptions options = PackageOptions.LAMBDA.withSourceDateEpoch(IN_THE_GAP);
    Written written = PackageWriter.write(new Contents().tree("", tree), zip, options);
    assertThat(written.zippedBytes()).isEqualTo(Files.size(zip));
    return written.sha256();
  }

  private String child(Path tree, String umask, String locale, String... options)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(work, "child");
    Path zip = directory.resolve("child.zip");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of(PackOnce.class.getName(), tree.toString(), zip.toString(), IN_THE_GAP));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("LC_ALL", locale);
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("log"))).isZero();
    return PackageWriterTest.sha256(zip);
  }

  private Path tree(String name, List<String> files, String mode, long seconds) throws IOException {
    Path root = work.resolve(name);
    for (String file : files) {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.write(path, FILES.get(file).getBytes(UTF_8));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      Files.setLastModifiedTime(path, FileTime.from(seconds, TimeUnit.SECONDS));
    }
    Files.createDirectories(root.resolve("empty"));
    return root;
  }
}
