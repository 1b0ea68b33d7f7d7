package dev.nextloop.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeUnzipTest {
  @TempDir Path work;

  @Test
  void writesContentAndModes() throws IOException {
    RawZip zip = new RawZip();
    zip.add("bootstrap", "#!/bin/sh\n").mode(0100755);
    zip.add("lib/", "").mode(0040700);
    zip.add("lib/a.txt", "a".repeat(5000)).mode(0100640);
    zip.add("deep/er/b.txt", "b").mode(0100666);
    zip.add("old-tool", "c").host = 0;
    zip.add("META-INF/", "").mode(0177777);

    var entries = SafeUnzip.extract(zip.in(work), work.resolve("out"), ZipLimits.LAMBDA);

    assertThat(entries).extracting(ZippedEntry::name).contains("bootstrap", "lib", "lib/a.txt");
    assertThat(work.resolve("out/lib/a.txt")).hasContent("a".repeat(5000));
    assertThat(mode("out/bootstrap")).isEqualTo("rwxr-xr-x");
    assertThat(mode("out/lib")).isEqualTo("rwx------");
    assertThat(mode("out/lib/a.txt")).isEqualTo("rw-r-----");
    assertThat(mode("out/deep")).isEqualTo("rwxr-xr-x");
    assertThat(mode("out/deep/er/b.txt")).as("no write for others").isEqualTo("rw-r--r--");
    assertThat(mode("out/old-tool")).as("no Unix mode in the zip").isEqualTo("rw-r--r--");
    assertThat(mode("out/META-INF")).as("all ones, as Maven wrote").isEqualTo("rwxr-xr-x");
  }

  @Test
  void laterLayerOverwritesEarlierFilesAndLinksButWritesThroughNeither() throws IOException {
    Path outside = Files.writeString(work.resolve("outside"), "untouched");
    Path out = Files.createDirectory(work.resolve("out"));
    Files.createSymbolicLink(out.resolve("linked"), outside);
    Files.createLink(out.resolve("hard"), outside);
    RawZip first = new RawZip();
    first.add("a", "one");
    first.add("b", "one");
    RawZip second = new RawZip();
    second.add("a", "two");
    second.add("linked", "two");
    second.add("hard", "two");

    SafeUnzip.extract(first.in(work), out, ZipLimits.LAMBDA);
    SafeUnzip.extract(second.in(work), out, ZipLimits.LAMBDA);

    assertThat(out.resolve("a")).hasContent("two");
    assertThat(out.resolve("b")).hasContent("one");
    assertThat(out.resolve("linked")).isRegularFile().hasContent("two");
    assertThat(Files.isSymbolicLink(out.resolve("linked"))).isFalse();
    assertThat(outside).hasContent("untouched");
  }

  @Test
  void keepsLinksThatStayInside() throws IOException {
    RawZip zip = new RawZip();
    zip.add("lib/libx.so.1", "elf");
    zip.add("lib/libx.so", "libx.so.1").mode(0120777);
    zip.add("bin/x", "../lib/libx.so").mode(0120777);

    SafeUnzip.extract(zip.in(work), work.resolve("out"), ZipLimits.LAMBDA);

    assertThat(Files.readSymbolicLink(work.resolve("out/bin/x"))).hasToString("../lib/libx.so");
    assertThat(work.resolve("out/bin/x")).hasContent("elf");
  }

  @Test
  void refusesADirectoryThatIsALinkAndLeavesItAlone() throws IOException {
    Path elsewhere = Files.createDirectory(work.resolve("elsewhere"));
    Path out = Files.createDirectory(work.resolve("out"));
    Files.createSymbolicLink(out.resolve("lib"), elsewhere);
    RawZip zip = new RawZip();
    zip.add("first", "1");
    zip.add("lib/deep/x", "x");

    assertThatThrownBy(() -> SafeUnzip.extract(zip.in(work), out, ZipLimits.LAMBDA))
        .isInstanceOf(UnsafeZipException.class)
        .hasMessageContaining("IN_THE_WAY")
        .hasMessageContaining("entry 'lib/deep/x'");
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(out.resolve("first")).doesNotExist();
  }

  @Test
  void refusesAFileWhereADirectoryStandsAndTheOtherWayRound() throws IOException {
    Path out = Files.createDirectories(work.resolve("out/taken")).getParent();
    Files.writeString(out.resolve("file"), "f");
    for (String name : new String[] {"taken", "file/x", "file/"}) {
      RawZip zip = new RawZip();
      zip.add(name, "").mode(name.endsWith("/") ? 0040755 : 0100644);
      assertThatThrownBy(() -> SafeUnzip.extract(zip.in(work), out, ZipLimits.LAMBDA))
          .isInstanceOf(UnsafeZipException.class)
          .hasMessageContaining("IN_THE_WAY");
    }
    assertThat(out.resolve("file")).hasContent("f");
  }

  @Test
  void readsAZipThatWasStreamedWithSizesBehindTheData() throws IOException {
    Path file = work.resolve("streamed.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("dir/"));
      zip.putNextEntry(new ZipEntry("dir/text"));
      zip.write("text".repeat(100).getBytes(UTF_8));
    }
    SafeUnzip.extract(file, work.resolve("out"), ZipLimits.LAMBDA);
    assertThat(work.resolve("out/dir/text")).hasContent("text".repeat(100));
  }

  @Test
  void readsZip64() throws IOException {
    Path file = work.resolve("64.zip");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      zip.setUseZip64(Zip64Mode.Always);
      ZipArchiveEntry entry = new ZipArchiveEntry("wide");
      entry.setUnixMode(0100755);
      zip.putArchiveEntry(entry);
      zip.write("wide".getBytes(UTF_8));
      zip.closeArchiveEntry();
    }
    assertThat(SafeUnzip.list(file, ZipLimits.LAMBDA))
        .containsExactly(new ZippedEntry("wide", ZippedEntry.Kind.FILE, 0755, 4, null));
  }

  @Test
  void readsAnEmptyZip() throws IOException {
    assertThat(SafeUnzip.list(new RawZip().in(work), ZipLimits.LAMBDA)).isEmpty();
  }

  @Test
  void saysThatAFileIsNoZip() throws IOException {
    byte[] valid = validZip();
    for (byte[] bytes :
        new byte[][] {{}, "hello, I am a text".getBytes(UTF_8), cut(valid, 10), cut(valid, 30)}) {
      Path file = Files.write(work.resolve("no.zip"), bytes);
      assertThatThrownBy(() -> SafeUnzip.extract(file, work.resolve("out"), ZipLimits.LAMBDA))
          .isInstanceOf(UnreadableZipException.class)
          .hasMessageContaining("not a readable zip");
      assertThat(work.resolve("out")).doesNotExist();
    }
  }

  @Test
  void saysWhichEntryIsDamaged() throws IOException {
    RawZip zip = new RawZip();
    RawZip.Entry entry = zip.add("damaged.txt", "content");
    entry.crc ^= 1;
    entry.localCrc ^= 1;
    assertThatThrownBy(() -> SafeUnzip.list(zip.in(work), ZipLimits.LAMBDA))
        .isInstanceOf(UnreadableZipException.class)
        .hasMessageContaining("damaged.txt");
  }

  @Test
  void leavesNoFileOpenWhenItRefuses() throws IOException {
    Path zip = Files.write(work.resolve("bad.zip"), new byte[100]);
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> SafeUnzip.list(zip, ZipLimits.LAMBDA)).isNotNull();
    }
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(open.filter(fd -> leadsTo(fd, zip))).isEmpty();
    }
  }

  private static boolean leadsTo(Path fd, Path file) {
    try {
      return Files.readSymbolicLink(fd).equals(file);
    } catch (IOException e) {
      return false;
    }
  }

  static byte[] validZip() {
    RawZip zip = new RawZip();
    zip.add("bootstrap", "#!/bin/sh\necho hello\n").mode(0100755);
    zip.add("lib/", "").mode(0040755);
    zip.add("lib/data", "0123456789".repeat(300));
    zip.add("lib/link", "data").mode(0120777);
    return zip.bytes();
  }

  private static byte[] cut(byte[] bytes, int fromEnd) {
    return Arrays.copyOf(bytes, bytes.length - fromEnd);
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(work.resolve(path), LinkOption.NOFOLLOW_LINKS));
  }
}
