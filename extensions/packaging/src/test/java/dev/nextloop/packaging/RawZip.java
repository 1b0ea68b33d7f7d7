package dev.nextloop.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zips byte by byte, so that they can be as wrong as no library would write them. */
final class RawZip {
  private final List<Entry> entries = new ArrayList<>();
  byte[] before = {};
  byte[] after = {};
  int countedTooMany;

  /** One entry; change any field before {@link #bytes()}. */
  static final class Entry {
    byte[] name;
    byte[] localName;
    byte[] data;
    byte[] centralExtra = {};
    int mode = 0100644;
    int host = 3;
    int flags = 1 << 11;
    int localFlags = 1 << 11;
    int method;
    int localMethod;
    long crc;
    long localCrc;
    long size;
    long localSize;
    long compressedSize;
    long localCompressedSize;
    byte[] descriptor = {};
    byte[] gap = {};
    Entry sharesDataOf;
    int offset;

    Entry mode(int mode) {
      this.mode = mode;
      return this;
    }

    Entry sizes(long size) {
      this.size = size;
      this.localSize = size;
      return this;
    }

    Entry flags(int flags) {
      this.flags = flags;
      this.localFlags = flags;
      return this;
    }

    Entry method(int method) {
      this.method = method;
      this.localMethod = method;
      return this;
    }
  }

  Entry add(String name, String content) {
    return add(name.getBytes(StandardCharsets.UTF_8), content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds an entry, deflated when that is shorter. */
  Entry add(byte[] name, byte[] content) {
    Entry entry = new Entry();
    entry.name = name;
    entry.localName = name;
    byte[] deflated = deflated(content);
    entry.data = deflated.length < content.length ? deflated : content;
    entry.method(entry.data == deflated ? 8 : 0);
    entry.sizes(content.length);
    entry.compressedSize = entry.data.length;
    entry.localCompressedSize = entry.data.length;
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.crc = crc.getValue();
    entry.localCrc = crc.getValue();
    entries.add(entry);
    return entry;
  }

  static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(before);
    for (Entry e : entries) {
      if (e.sharesDataOf == null) {
        e.offset = out.size();
        out.writeBytes(local(e));
      } else {
        e.offset = e.sharesDataOf.offset;
      }
    }
    int directory = out.size();
    entries.forEach(e -> out.writeBytes(central(e)));
    int count = entries.size() + countedTooMany;
    out.writeBytes(
        record(22)
            .putInt(0x06054b50)
            .putInt(0)
            .putShort((short) count)
            .putShort((short) count)
            .putInt(out.size() - directory)
            .putInt(directory)
            .putShort((short) 0)
            .array());
    out.writeBytes(after);
    return out.toByteArray();
  }

  Path in(Path directory) throws IOException {
    return Files.write(Files.createTempFile(directory, "raw", ".zip"), bytes());
  }

  private static byte[] local(Entry e) {
    return record(30 + e.localName.length + e.data.length + e.descriptor.length + e.gap.length)
        .putInt(0x04034b50)
        .putShort((short) 20)
        .putShort((short) e.localFlags)
        .putShort((short) e.localMethod)
        .putInt(0x00210000)
        .putInt((int) e.localCrc)
        .putInt((int) e.localCompressedSize)
        .putInt((int) e.localSize)
        .putShort((short) e.localName.length)
        .putShort((short) 0)
        .put(e.localName)
        .put(e.data)
        .put(e.descriptor)
        .put(e.gap)
        .array();
  }

  private static byte[] central(Entry e) {
    return record(46 + e.name.length + e.centralExtra.length)
        .putInt(0x02014b50)
        .put((byte) 20)
        .put((byte) e.host)
        .putShort((short) 20)
        .putShort((short) e.flags)
        .putShort((short) e.method)
        .putInt(0x00210000)
        .putInt((int) e.crc)
        .putInt((int) e.compressedSize)
        .putInt((int) e.size)
        .putShort((short) e.name.length)
        .putShort((short) e.centralExtra.length)
        .putInt(0)
        .putShort((short) 0)
        .putInt(e.mode << 16)
        .putInt(e.offset)
        .put(e.name)
        .put(e.centralExtra)
        .array();
  }

  private static ByteBuffer record(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
