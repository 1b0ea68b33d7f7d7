package dev.nextloop.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bombs against the limits of production: stopped soon, in the little memory of a test. */
class ZipBombTest {
  private static final Duration SOON = Duration.ofSeconds(3);

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
    RawZip.Entry first = zip.add("0", "\0".repeat(10 << 20));
    for (int i = 1; i < 26; i++) {
      RawZip.Entry next = zip.add(String.valueOf(i), "");
      next.data = first.data;
      next.method(first.method).sizes(first.size);
      next.compressedSize = first.compressedSize;
      next.localCompressedSize = first.compressedSize;
      next.crc = first.crc;
      next.localCrc = first.crc;
    }
    refusedSoon(zip);
  }

  @Test
  void stopsDeepNames() throws IOException {
    RawZip zip = new RawZip();
    for (int i = 0; i < 30_000; i++) {
      zip.add(i + "/d".repeat(100), "");
    }
    refusedSoon(zip);
  }

  private void refusedSoon(RawZip zip) throws IOException {
    Path file = zip.in(work);
    // Processor time, as a busy machine makes any wall-clock bound fail.
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadCpuTime();
    assertThatThrownBy(() -> SafeUnzip.list(file, ZipLimits.LAMBDA))
        .isInstanceOf(UnsafeZipException.class);
    assertThat(Duration.ofNanos(thread.getCurrentThreadCpuTime() - before)).isLessThan(SOON);
  }
}
