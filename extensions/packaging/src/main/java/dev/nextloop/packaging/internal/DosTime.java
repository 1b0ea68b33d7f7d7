package dev.nextloop.packaging.internal;

import static dev.nextloop.packaging.internal.ZipBytes.u16;
import static dev.nextloop.packaging.internal.ZipBytes.u32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A time as zip headers hold it (APPNOTE 4.4.6), in UTC.
 *
 * <p>The library computes it with the calendar and time zone of the process, in which some times do
 * not exist at all; so it is written over what the library wrote.
 *
 * @param bits date in the upper half, time in the lower
 */
public record DosTime(int bits) {
  private static final Instant FIRST = Instant.parse("1980-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2107-12-31T23:59:58Z");
  private static final int END_BYTES = 22;
  private static final int HEADER_BYTES = 46;

  /** The nearest time that can be held, seconds rounded down to even ones. */
  public static DosTime of(Instant time) {
    Instant held = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    LocalDateTime t = LocalDateTime.ofInstant(held, ZoneOffset.UTC);
    int date = (t.getYear() - 1980) << 9 | t.getMonthValue() << 5 | t.getDayOfMonth();
    return new DosTime(date << 16 | t.getHour() << 11 | t.getMinute() << 5 | t.getSecond() / 2);
  }

  /** The time; the first one that can be held where the bits are no time, as in many zips. */
  public Instant instant() {
    int date = bits >>> 16;
    int time = bits & 0xffff;
    try {
      return LocalDateTime.of(
              1980 + (date >>> 9),
              date >>> 5 & 15,
              date & 31,
              time >>> 11,
              time >>> 5 & 63,
              (time & 31) * 2)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException none) {
      return FIRST;
    }
  }

  /** Sets the time of every entry in a zip that has neither comment nor Zip64 records. */
  public void stamp(Path path) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ZipBytes zip = new ZipBytes(file);
      ByteBuffer end = zip.at(zip.size() - END_BYTES, END_BYTES);
      long at = u32(end, 16);
      for (int left = u16(end, 10); left > 0; left--) {
        ByteBuffer header = zip.at(at, HEADER_BYTES);
        write(file, at + 12);
        write(file, u32(header, 42) + 10);
        at += HEADER_BYTES + u16(header, 28) + u16(header, 30);
      }
    }
  }

  private void write(FileChannel file, long at) throws IOException {
    ByteBuffer time = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, bits);
    while (time.hasRemaining()) {
      file.write(time, at + time.position());
    }
  }
}
