package dev.nextloop.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What the writer packs, the reader takes and gives back. */
class RoundTripTest {
  private static final Instant FIRST = Instant.parse("1980-01-01T00:00:00Z");

  @Provide
  Arbitrary<Map<String, byte[]>> files() {
    // Directories and files have letters of their own, so that no file stands above another.
    Arbitrary<String> directories =
        Arbitraries.strings()
            .withChars("abc-. \u00fc\u65e5")
            .ofMinLength(1)
            .ofMaxLength(4)
            .map(part -> "d" + part + "/")
            .list()
            .ofMaxSize(3)
            .map(parts -> String.join("", parts));
    Arbitrary<String> names =
        Arbitraries.strings().withChars("xyz.~'\"$ \u00df").ofMaxLength(6).map(n -> "f" + n);
    Arbitrary<byte[]> contents = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    return Arbitraries.maps(directories.flatMap(d -> names.map(n -> d + n)), contents)
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property(tries = 60)
  void givesBackWhatWasPacked(
      @ForAll("files") Map<String, byte[]> files,
      @ForAll @IntRange(max = 2_000_000_000) int evenSeconds)
      throws IOException {
    Instant packed = FIRST.plusSeconds(evenSeconds * 2L);
    PackageOptions options = PackageOptions.LAMBDA.withTimestamp(packed);
    Path work = Files.createTempDirectory("round");
    Contents contents = new Contents();
    files.forEach((name, content) -> contents.bytes(name, content, 0755));
    try {
      Path zip = work.resolve("a.zip");
      Written written = PackageWriter.write(contents, zip, options);
      SafeUnzip.extract(zip, work.resolve("out"), ZipLimits.LAMBDA);

      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path out = work.resolve("out").resolve(file.getKey());
        assertThat(out).hasBinaryContent(file.getValue());
        assertThat(Files.getLastModifiedTime(out).toInstant()).isEqualTo(packed);
      }
      Contents again = new Contents();
      for (String name : files.keySet()) {
        again.bytes(name, Files.readAllBytes(work.resolve("out").resolve(name)), 0755);
      }
      assertThat(PackageWriter.write(again, zip, options)).isEqualTo(written);
    } finally {
      try (Stream<Path> all = Files.walk(work)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
