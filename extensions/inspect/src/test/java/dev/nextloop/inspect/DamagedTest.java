package dev.nextloop.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the bytes, the doctor answers, or refuses the file with a message. */
class DamagedTest {
  private static final Setup ORDERS =
      Setup.of("com.acme.Orders::handleRequest").withSnapStart().atOnce(4);
  private static Path temp;
  private static byte[] sane;
  private static Path function;
  private static Path file;

  @BeforeContainer
  static void compile() throws IOException {
    temp = Files.createTempDirectory("damaged");
    function =
        Sources.compile(
            temp.resolve("function"),
            List.of(),
            Sources.orders(
                """
                static final Map<String, Long> SEEN = new HashMap<>();
                static int n;
                final Random random = new Random();
                long count(String key) {
                  switch (key) { case "a": return n++; case "b": System.exit(1); default: }
                  try { SEEN.put(key, 1L); } catch (RuntimeException e) { SEEN.clear(); }
                  Runnable r = () -> System.setProperty("nextloop.x", key);
                  return SEEN.size();
                }
                """));
    file = function.resolve("com/acme/Orders.class");
    sane = Files.readAllBytes(file);
  }

  @AfterContainer
  static void delete() throws IOException {
    try (java.util.stream.Stream<Path> tree = Files.walk(temp)) {
      for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Property(tries = 1500)
  void answersWhateverBytesAClassFileHas(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int changes) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = sane.clone();
    for (int i = 0; i < changes; i++) {
      // The head, which says what it is, stays: what is behind it is what gets read.
      bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt(256);
    }
    Files.write(file, bytes);

    assertThat(Doctor.examine(function, ORDERS).verdict()).isNotNull();
  }

  @Property(tries = 300)
  void answersWhereverAClassFileIsCut(@ForAll @IntRange(min = 0, max = 4000) int length)
      throws IOException {
    Files.write(file, java.util.Arrays.copyOf(sane, Math.min(length, sane.length)));

    assertThat(Doctor.examine(function, ORDERS).verdict()).isNotNull();
  }

  @Property(tries = 300)
  void refusesAnyBytesThatAreNoZip(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
    Path zip = Files.write(temp.resolve("any.jar"), bytes);
    try {
      assertThat(Doctor.examine(zip, ORDERS)).isNotNull();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("zip");
    }
  }
}
