package dev.nextloop.packaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each evil, in a zip that is right otherwise. */
class EvilZipTest {
  private static final ZipLimits SMALL = new ZipLimits(100_000, 20, 10, 1_000);

  @TempDir Path work;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "/etc/x",
        "a/../../x",
        "a/..",
        "..",
        ".",
        "./x",
        "a/./x",
        "..\\x",
        "a\\b",
        "C:x",
        "c:/x",
        "a\0b",
        "a\nb",
        "a//b",
        "a/",
        "//x",
        "",
        "/"
      })
  void refusesNamesThatAreNoPlainPath(String name) throws IOException {
    // 'a/' is a directory by its name: as a file it is refused for another rule.
    ZipRule rule = name.equals("a/") ? ZipRule.AMBIGUOUS : ZipRule.NAME;
    assertRefused(zip -> zip.add(name, "evil"), rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../../etc/passwd",
        "..",
        "x/../..",
        "lib/../x",
        "",
        "a//b",
        "a\\b",
        "a\0b"
      })
  void refusesLinksThatCouldLeaveTheRoot(String target) throws IOException {
    assertRefused(zip -> zip.add("evil", target).mode(0120777), ZipRule.LINK);
  }

  static Stream<Arguments> evils() {
    return Stream.of(
        evil("long name", ZipRule.NAME, zip -> zip.add("d/".repeat(513) + "x", "")),
        evil("long part", ZipRule.NAME, zip -> zip.add("é".repeat(128), "")),
        evil(
            "name that is not UTF-8",
            ZipRule.NAME,
            zip -> zip.add("caf\u00e9".getBytes(ISO_8859_1), new byte[0])),
        evil(
            "name that a Unicode extra field replaces",
            ZipRule.AMBIGUOUS,
            zip -> {
              RawZip.Entry entry = zip.add("plain", "").flags(0);
              entry.centralExtra = unicodePath("plain", "../evil");
            }),
        evil("link below the root", ZipRule.LINK, zip -> link(zip, "a/b/l", "../../../x")),
        evil("link that climbs after a name", ZipRule.LINK, zip -> link(zip, "a/b/l", "x/../y")),
        evil("link to a huge target", ZipRule.LINK, zip -> link(zip, "l", hex(1025))),
        evil(
            "file written through a link of the same zip",
            ZipRule.DUPLICATE,
            zip -> {
              link(zip, "dir", "lib");
              zip.add("dir/x", "x");
            }),
        evil("same name twice", ZipRule.DUPLICATE, zip -> twice(zip, "a/x", "a/x")),
        evil("same directory twice", ZipRule.DUPLICATE, zip -> directories(zip, "a/", "a/")),
        evil("file and directory", ZipRule.DUPLICATE, zip -> twice(zip, "a/x", "a")),
        evil("file below a file", ZipRule.DUPLICATE, zip -> twice(zip, "a", "a/x")),
        evil("names that case joins", ZipRule.COLLISION, zip -> twice(zip, "Read", "read")),
        evil("directories that case joins", ZipRule.COLLISION, zip -> twice(zip, "A/x", "a/y")),
        evil("sharp s", ZipRule.COLLISION, zip -> twice(zip, "stra\u00dfe", "STRASSE")),
        evil("composed e", ZipRule.COLLISION, zip -> twice(zip, "\u00e9", "e\u0301")),
        evil("set-uid", ZipRule.SET_ID, zip -> zip.add("x", "").mode(0104755)),
        evil("set-gid", ZipRule.SET_ID, zip -> zip.add("x", "").mode(0102755)),
        evil("sticky", ZipRule.SET_ID, zip -> zip.add("d/", "").mode(0041755)),
        evil("character device", ZipRule.SPECIAL_FILE, zip -> zip.add("x", "").mode(0020666)),
        evil("block device", ZipRule.SPECIAL_FILE, zip -> zip.add("x", "").mode(0060666)),
        evil("fifo", ZipRule.SPECIAL_FILE, zip -> zip.add("x", "").mode(0010666)),
        evil("socket", ZipRule.SPECIAL_FILE, zip -> zip.add("x", "").mode(0140666)),
        evil("all ones", ZipRule.SPECIAL_FILE, zip -> zip.add("x", "").mode(0177777)),
        evil("directory without slash", ZipRule.AMBIGUOUS, zip -> zip.add("d", "").mode(0040755)),
        evil(
            "directory with content",
            ZipRule.HIDDEN_DATA,
            zip -> zip.add("d/", "content").mode(0040755)),
        evil("encrypted", ZipRule.ENCRYPTED, zip -> zip.add("x", "x").flags(1)),
        evil("strongly encrypted", ZipRule.ENCRYPTED, zip -> zip.add("x", "x").flags(1 << 6)),
        evil("AES method", ZipRule.METHOD, zip -> zip.add("x", "x").method(99)),
        evil("LZMA", ZipRule.METHOD, zip -> zip.add("x", "x").method(14)),
        evil("local name", ZipRule.AMBIGUOUS, zip -> zip.add("x", "x").localName = bytes("y")),
        evil("local length", ZipRule.AMBIGUOUS, zip -> zip.add("x", "x").localName = bytes("xy")),
        evil("local flags", ZipRule.AMBIGUOUS, zip -> zip.add("x", "x").localFlags = 0),
        evil("local method", ZipRule.AMBIGUOUS, zip -> zip.add("x", "x").localMethod = 8),
        evil("local checksum", ZipRule.AMBIGUOUS, zip -> zip.add("x", "x").localCrc = 7),
        evil("local size", ZipRule.AMBIGUOUS, zip -> zip.add("x", "x").localSize = 2),
        evil(
            "local compressed size",
            ZipRule.AMBIGUOUS,
            zip -> zip.add("x", "x").localCompressedSize = 2),
        evil("size too small", ZipRule.AMBIGUOUS, zip -> zip.add("x", "x".repeat(500)).sizes(9)),
        evil("size too large", ZipRule.AMBIGUOUS, zip -> zip.add("x", "x".repeat(99)).sizes(500)),
        evil("stored in two sizes", ZipRule.AMBIGUOUS, zip -> zip.add("x", "x").sizes(2)),
        evil("entry count", ZipRule.AMBIGUOUS, zip -> zip.countedTooMany = 1),
        evil("bytes before", ZipRule.HIDDEN_DATA, zip -> zip.before = bytes("#!/bin/sh\n")),
        evil("bytes after", ZipRule.HIDDEN_DATA, zip -> zip.after = bytes("!")),
        evil("bytes between", ZipRule.HIDDEN_DATA, zip -> zip.add("x", "x").gap = new byte[12]),
        evil(
            "two entries with one local header",
            ZipRule.HIDDEN_DATA,
            zip -> zip.add("good2", "x").sharesDataOf = zip.add("good1", "x")),
        evil(
            "an entry inside another",
            ZipRule.HIDDEN_DATA,
            zip -> {
              RawZip.Entry outer = zip.add(bytes("outer"), noise(50));
              outer.sizes(51);
              outer.compressedSize = 51;
              outer.localCompressedSize = 51;
              zip.add("inner", "");
            }),
        evil("one large entry", ZipRule.LIMIT, zip -> zip.add(bytes("x"), noise(100_001))),
        evil(
            "many middling entries",
            ZipRule.LIMIT,
            zip -> {
              zip.add(bytes("x"), noise(60_000));
              zip.add(bytes("y"), noise(60_000));
            }),
        evil("ratio", ZipRule.LIMIT, zip -> zip.add("x", "0".repeat(5_000))),
        evil(
            "more entries than allowed",
            ZipRule.LIMIT,
            zip -> Stream.iterate(0, i -> i + 1).limit(21).forEach(i -> zip.add("f" + i, ""))),
        evil("implied directories", ZipRule.LIMIT, zip -> zip.add("d/".repeat(20) + "x", "")),
        evil(
            "more extra fields than a reader should parse",
            ZipRule.LIMIT,
            zip -> zip.add("x", "").centralExtra = new byte[17 * 4]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("evils")
  void refusesAndWritesNothing(String evil, ZipRule rule, Consumer<RawZip> plant)
      throws IOException {
    assertRefused(plant, rule);
  }

  private void assertRefused(Consumer<RawZip> plant, ZipRule rule) throws IOException {
    RawZip zip = new RawZip();
    zip.add("good", "good");
    plant.accept(zip);
    Path file = zip.in(work);
    Path out = work.resolve("out");

    Throwable refusal = catchThrowable(() -> SafeUnzip.extract(file, out, SMALL));

    assertThat(refusal).isInstanceOf(UnsafeZipException.class);
    UnsafeZipException unsafe = (UnsafeZipException) refusal;
    assertThat(unsafe.rule()).as(unsafe.getMessage()).isEqualTo(rule);
    assertThat(unsafe).hasMessageContaining(rule.remedy());
    assertThat(unsafe.getMessage().chars().noneMatch(Character::isISOControl)).isTrue();
    assertThat(unsafe.getMessage()).hasSizeLessThan(600);
    assertThat(out).doesNotExist();
    assertThat(work.toFile().list()).containsExactly(file.getFileName().toString());
  }

  private static Arguments evil(String name, ZipRule rule, Consumer<RawZip> plant) {
    return arguments(name, rule, plant);
  }

  private static void link(RawZip zip, String name, String target) {
    zip.add(name, target).mode(0120777);
  }

  private static void twice(RawZip zip, String one, String other) {
    zip.add(one, "");
    zip.add(other, "");
  }

  private static void directories(RawZip zip, String one, String other) {
    zip.add(one, "").mode(0040755);
    zip.add(other, "").mode(0040755);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String hex(int length) {
    return HexFormat.of().formatHex(noise(length)).substring(0, length);
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(42).nextBytes(noise);
    return noise;
  }

  private static byte[] unicodePath(String raw, String shown) {
    CRC32 crc = new CRC32();
    crc.update(bytes(raw));
    return ByteBuffer.allocate(9 + shown.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 0x7075)
        .putShort((short) (5 + shown.length()))
        .put((byte) 1)
        .putInt((int) crc.getValue())
        .put(bytes(shown))
        .array();
  }
}
