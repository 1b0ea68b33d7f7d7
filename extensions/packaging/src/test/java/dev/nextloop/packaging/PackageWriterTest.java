package dev.nextloop.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageWriterTest {
  @TempDir Path work;

  @Test
  void givesModesByNameAndContent() throws IOException {
    Path tree = Files.createDirectories(work.resolve("in/extensions/data")).getParent().getParent();
    Files.writeString(tree.resolve("bootstrap"), "no shebang");
    Files.writeString(tree.resolve("function.sh"), "handler() { :; }");
    Files.writeString(tree.resolve("tool"), "#!/usr/bin/env python3");
    Files.writeString(tree.resolve("native"), "\u007fELF and so on");
    Files.writeString(tree.resolve("extensions/agent"), "x");
    Files.writeString(tree.resolve("extensions/data/bootstrap"), "x");
    Files.writeString(tree.resolve("README"), "x");

    List<ZipArchiveEntry> entries = entries(pack(new Contents().tree("", tree)).file());

    assertThat(entries)
        .extracting(e -> "%o %s".formatted(e.getUnixMode(), e.getName()))
        .containsExactly(
            "100644 README",
            "100755 bootstrap",
            "40755 extensions/",
            "100755 extensions/agent",
            "40755 extensions/data/",
            "100644 extensions/data/bootstrap",
            "100755 function.sh",
            "100755 native",
            "100755 tool");
  }

  @Test
  void sortsByTheBytesOfTheWholeName() throws IOException {
    Contents contents = new Contents();
    // As UTF-16 the last two change places; as parts of paths 'a/b' comes before 'a-b'.
    for (String name : List.of("\ud83d\ude00", "\uff5e", "b", "a/b", "a-b", "C")) {
      contents.bytes(name, new byte[0], 0644);
    }
    assertThat(entries(pack(contents).file()))
        .extracting(ZipArchiveEntry::getName)
        .containsExactly("C", "a-b", "a/", "a/b", "b", "\uff5e", "\ud83d\ude00");
  }

  @Test
  void writesNothingThatNamesModesAndBytesDoNotFix() throws IOException {
    Contents contents =
        new Contents().bytes("lib/a.jar", new byte[500], 0644).bytes("z", new byte[500], 0644);
    Instant time = Instant.parse("2024-03-31T02:30:01Z");
    Path zip = work.resolve("out.zip");

    PackageWriter.write(contents, zip, PackageOptions.LAMBDA.withTimestamp(time));

    assertThat(entries(zip))
        .allSatisfy(
            entry -> {
              assertThat(entry.getPlatform()).isEqualTo(ZipArchiveEntry.PLATFORM_UNIX);
              assertThat(entry.getExtraFields(true)).isEmpty();
              assertThat(entry.getRawFlag()).as("UTF-8 and nothing else").isEqualTo(1 << 11);
              assertThat(entry.getComment()).isNullOrEmpty();
              assertThat(dosTimes(zip, entry)).containsOnly(0x587f13c0);
            })
        .extracting(ZipArchiveEntry::getMethod)
        .containsExactly(0, 0, 8);
  }

  @Test
  void usesTheFirstTimeOfZipsByDefaultAndTheNearestForOthers() throws IOException {
    Path zip = pack(new Contents().bytes("a", new byte[0], 0644)).file();
    assertThat(dosTimes(zip, entries(zip).get(0))).containsOnly(0x00210000);

    PackageOptions late = PackageOptions.LAMBDA.withSourceDateEpoch(" 9999999999 ");
    PackageWriter.write(new Contents().bytes("a", new byte[0], 0644), zip, late);
    assertThat(dosTimes(zip, entries(zip).get(0))).containsOnly(0xff9fbf7d);

    assertThat(PackageOptions.LAMBDA.withSourceDateEpoch("")).isEqualTo(PackageOptions.LAMBDA);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PackageOptions.LAMBDA.withSourceDateEpoch("yesterday"))
        .withMessageContaining("SOURCE_DATE_EPOCH is 'yesterday'");
  }

  @Test
  void keepsLinksInsideTheTreeAndRefusesOthers() throws IOException {
    Path tree = Files.createDirectories(work.resolve("in/lib")).getParent();
    Files.writeString(tree.resolve("lib/libx.so.1"), "x");
    Files.createSymbolicLink(tree.resolve("lib/libx.so"), Path.of("libx.so.1"));
    Written written = pack(new Contents().tree("opt", tree));
    assertThat(SafeUnzip.list(written.file(), ZipLimits.LAMBDA))
        .contains(new ZippedEntry("opt/lib/libx.so", ZippedEntry.Kind.LINK, 0777, 9, "libx.so.1"));

    // '../secret' would stay inside the zip, below 'opt', but not inside the tree.
    for (String target : List.of("/etc/passwd", "../secret", "lib/../../secret")) {
      Path link = Files.createSymbolicLink(tree.resolve("evil"), Path.of(target));
      assertThatThrownBy(() -> new Contents().tree("opt", tree))
          .isInstanceOf(UnsafeZipException.class)
          .hasMessageContaining("LINK")
          .hasMessageContaining("entry 'evil' is a link to '" + target + "'");
      Files.delete(link);
    }
  }

  @Test
  void refusesAFifo() throws Exception {
    Path tree = Files.createDirectory(work.resolve("in"));
    assertThat(new ProcessBuilder("mkfifo", tree + "/pipe").start().waitFor()).isZero();
    assertThatThrownBy(() -> new Contents().tree("", tree))
        .isInstanceOf(UnsafeZipException.class)
        .hasMessageContaining("entry 'pipe' is a device, fifo or socket");
  }

  @Test
  void refusesNamesThatAReaderWouldRefuse() {
    for (String name : List.of("../x", "/x", "a//b", "C:x", "", "a\\b")) {
      refused(new Contents().bytes(name, new byte[1], 0644), ZipRule.NAME);
    }
    Contents one = new Contents().bytes("a/x", new byte[1], 0644);
    refused(one.bytes("a", new byte[1], 0644), ZipRule.DUPLICATE);
    Contents cased = new Contents().bytes("a", new byte[1], 0644);
    refused(cased.bytes("A", new byte[1], 0644), ZipRule.COLLISION);
  }

  @Test
  void leavesOutTheZipThatItReplaces() throws IOException {
    Path tree = Files.createDirectory(work.resolve("in"));
    Files.writeString(tree.resolve("function.sh"), "x");
    Path zip = tree.resolve("function.zip");
    Written first = PackageWriter.write(new Contents().tree("", tree), zip, PackageOptions.LAMBDA);
    Written second = PackageWriter.write(new Contents().tree("", tree), zip, PackageOptions.LAMBDA);

    assertThat(second.sha256()).isEqualTo(first.sha256()).isEqualTo(sha256(zip));
    assertThat(tree.toFile().list()).containsExactlyInAnyOrder("function.sh", "function.zip");
  }

  @Test
  void keepsTheOldZipWhenALimitIsBroken() throws IOException {
    byte[] noise = new byte[10_000];
    new Random(42).nextBytes(noise);
    Contents contents = new Contents().bytes("noise.jar", noise, 0644);
    Path zip = work.resolve("out.zip");
    Written written = PackageWriter.write(contents, zip, PackageOptions.LAMBDA);
    Instant time = PackageOptions.LAMBDA.timestamp();

    PackageOptions exact = new PackageOptions(time, written.zippedBytes(), 10_000);
    assertThat(PackageWriter.write(contents, zip, exact)).isEqualTo(written);
    for (PackageOptions less :
        List.of(
            new PackageOptions(time, written.zippedBytes() - 1, 10_000),
            new PackageOptions(time, written.zippedBytes(), 9_999))) {
      assertThatThrownBy(() -> PackageWriter.write(contents, zip, less))
          .isInstanceOf(UnsafeZipException.class)
          .hasMessageContaining("LIMIT");
    }
    assertThat(sha256(zip)).isEqualTo(written.sha256());
    assertThat(work.toFile().list()).containsExactly("out.zip");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> new Contents().file("a", work.resolve("gone")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("gone")
        .hasMessageContaining("pass the file to pack as 'a'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pack(new Contents()))
        .withMessageContaining("nothing to pack");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Contents().bytes("a", new byte[0], 0777))
        .withMessageContaining("mode of 'a' is 0777");
    assertThatThrownBy(
            () ->
                PackageWriter.write(
                    new Contents().bytes("a", new byte[0], 0644), work, PackageOptions.LAMBDA))
        .hasMessageContaining("is a directory");
  }

  private void refused(Contents contents, ZipRule rule) {
    assertThatThrownBy(() -> pack(contents))
        .isInstanceOfSatisfying(
            UnsafeZipException.class, e -> assertThat(e.rule()).isEqualTo(rule));
    assertThat(work).isEmptyDirectory();
  }

  private Written pack(Contents contents) throws IOException {
    return PackageWriter.write(contents, work.resolve("out.zip"), PackageOptions.LAMBDA);
  }

  private static List<ZipArchiveEntry> entries(Path file) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      return Collections.list(zip.getEntries());
    }
  }

  /** The time in the local header and in the central one, read as bytes. */
  private static List<Integer> dosTimes(Path file, ZipArchiveEntry entry) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = zip.getInt(bytes.length - 6);
    while (zip.getInt(at + 42) != entry.getLocalHeaderOffset()) {
      at += 46 + zip.getShort(at + 28);
    }
    return List.of(zip.getInt((int) entry.getLocalHeaderOffset() + 10), zip.getInt(at + 12));
  }

  static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
