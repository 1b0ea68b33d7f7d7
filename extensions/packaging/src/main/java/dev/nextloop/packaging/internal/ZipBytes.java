package dev.nextloop.packaging.internal;

import dev.nextloop.packaging.UnreadableZipException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads little-endian records of a zip at given places. */
public final class ZipBytes {
  private final FileChannel channel;
  private final long size;

  public ZipBytes(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  public long size() {
    return size;
  }

  /** Reads exactly {@code length} bytes; the caller bounds the length. */
  public ByteBuffer at(long position, int length) throws IOException {
    if (position < 0 || position > size - length) {
      throw new UnreadableZipException(
          "a record at byte %d of %d ends after the file".formatted(position, size));
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new UnreadableZipException("the file became shorter while it was read");
      }
    }
    return bytes.flip();
  }

  public static int u16(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  public static long u32(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }
}
