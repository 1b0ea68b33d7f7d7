package dev.nextloop.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever becomes of a zip on its way, it is extracted in full inside, or refused. */
class MutatedZipTest {
  private static final byte[] VALID = SafeUnzipTest.validZip();

  private Path work;

  /** Some bytes of a zip replaced from one place on. */
  record Mutation(int at, List<Byte> by) {}

  @BeforeProperty
  void makeDirectory() throws IOException {
    work = Files.createTempDirectory("mutated");
  }

  @AfterProperty
  void removeDirectory() throws IOException {
    remove(work);
  }

  @Provide
  Arbitrary<Mutation> mutation() {
    Arbitrary<List<Byte>> interesting =
        Arbitraries.of("\0", "\u00ff", "\u00ff\u00ff\u00ff\u00ff", "../", "/", "PK\5\6", "PK\1\2")
            .map(text -> text.chars().mapToObj(c -> (byte) c).toList());
    Arbitrary<List<Byte>> random = Arbitraries.bytes().list().ofMinSize(1).ofMaxSize(4);
    return Combinators.combine(
            Arbitraries.integers().between(0, VALID.length - 1),
            Arbitraries.oneOf(interesting, random))
        .as(Mutation::new);
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    return mutation().list().ofMinSize(1).ofMaxSize(3);
  }

  @Property(tries = 800)
  void isExtractedInsideOrRefused(@ForAll("mutations") List<Mutation> mutations)
      throws IOException {
    byte[] bytes = VALID.clone();
    for (Mutation m : mutations) {
      for (int i = 0; i < Math.min(m.by.size(), bytes.length - m.at); i++) {
        bytes[m.at + i] = m.by.get(i);
      }
    }
    extract(bytes);
  }

  @Property(tries = 300)
  void isRefusedWhenCutOrPadded(@ForAll("length") int length) throws IOException {
    assertThat(extract(Arrays.copyOf(VALID, length))).isEqualTo(length == VALID.length);
  }

  @Provide
  Arbitrary<Integer> length() {
    return Arbitraries.integers().between(0, VALID.length + 40);
  }

  /** Says whether the zip was taken; fails on any other exception and on a file outside. */
  private boolean extract(byte[] bytes) throws IOException {
    Path place = Files.createDirectory(work.resolve("place"));
    Path zip = Files.write(place.resolve("z.zip"), bytes);
    Path out = place.resolve("out");
    try {
      List<ZippedEntry> entries = SafeUnzip.extract(zip, out, ZipLimits.LAMBDA);
      assertThat(filesBelow(out)).containsAllEntriesOf(kinds(entries));
      return true;
    } catch (UnsafeZipException | UnreadableZipException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      assertThat(Files.exists(out, LinkOption.NOFOLLOW_LINKS)).isFalse();
      return false;
    } finally {
      try (Stream<Path> outside = Files.list(place)) {
        assertThat(outside).isSubsetOf(zip, out);
      }
      remove(place);
    }
  }

  private static Map<String, Boolean> kinds(List<ZippedEntry> entries) {
    return entries.stream()
        .collect(Collectors.toMap(ZippedEntry::name, e -> e.kind() == ZippedEntry.Kind.DIRECTORY));
  }

  private static Map<String, Boolean> filesBelow(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(p -> !p.equals(root))
          .collect(
              Collectors.toMap(
                  p -> root.relativize(p).toString(),
                  p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)));
    }
  }

  private static void remove(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
