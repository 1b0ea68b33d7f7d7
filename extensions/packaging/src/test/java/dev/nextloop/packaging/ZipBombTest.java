package dev.nextloop.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bombs against the limits of production: stopped in a second, in little memory. */
class ZipBombTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path work;

  @Test
  void stopsAnEntryThatInflatesWithoutEnd() throws IOException {
    RawZip zip = new RawZip();
    byte[] megabyte = new byte[1 << 20];
    RawZip.Entry bomb = zip.add("bomb".getBytes(UTF_8), megabyte);
    bomb.sizes(10);
    refusedSoon(zip);
  }

  @Test
  void stopsManyEntriesOverTheTotal() throws IOException {
    RawZip zip = new RawZip();
    byte[] name = {'a'};
    byte[] tenMegabytes = new byte[10 << 20];
    for (int i = 0; i < 26; i++) {
      zip.add(new byte[] {(byte) (name[0] + i)}, tenMegabytes);
    }
    refusedSoon(zip);
  }

  @Test
  void stopsDeepNames() throws IOException {
    RawZip zip = new RawZip();
    for (int i = 0; i < 60_000; i++) {
      zip.add(i + "/d".repeat(100), "");
    }
    refusedSoon(zip);
  }

  private void refusedSoon(RawZip zip) throws IOException {
    Path file = zip.in(work);
    Assertions.assertTimeout(
        SOON,
        () ->
            assertThatThrownBy(() -> SafeUnzip.list(file, ZipLimits.LAMBDA))
                .isInstanceOf(UnsafeZipException.class));
  }
}
