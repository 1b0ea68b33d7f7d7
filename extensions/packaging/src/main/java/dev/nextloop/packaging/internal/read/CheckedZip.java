package dev.nextloop.packaging.internal.read;

import dev.nextloop.packaging.UnreadableZipException;
import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipLimits;
import dev.nextloop.packaging.ZipRule;
import dev.nextloop.packaging.ZippedEntry;
import dev.nextloop.packaging.ZippedEntry.Kind;
import dev.nextloop.packaging.internal.DosTime;
import dev.nextloop.packaging.internal.EntryNames;
import dev.nextloop.packaging.internal.LinkTarget;
import dev.nextloop.packaging.internal.ShortName;
import dev.nextloop.packaging.internal.ZipBytes;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** An open zip of which every rule has been checked and every byte inflated once. */
public final class CheckedZip implements Closeable {
  /** APPNOTE 4.3.7. */
  private static final int TIME_OFFSET = 10;

  private final ZipFile zip;
  private final List<ZipArchiveEntry> headers;
  private final List<ZippedEntry> entries = new ArrayList<>();
  private final ZipBytes bytes;

  private CheckedZip(ZipFile zip, ZipBytes bytes) {
    this.zip = zip;
    this.bytes = bytes;
    this.headers = Collections.list(zip.getEntries());
  }

  /** Opens and checks a zip; nothing stays open when it is refused. */
  public static CheckedZip open(Path file, ZipLimits limits) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      ZipBytes bytes = new ZipBytes(channel);
      EndRecord end = EndRecord.read(bytes);
      new DirectoryScan(end, limits).check(bytes);
      CheckedZip checked =
          new CheckedZip(
              ZipFile.builder()
                  .setSeekableByteChannel(channel)
                  .setIgnoreLocalFileHeader(true)
                  .get(),
              bytes);
      checked.check(end, limits);
      return checked;
    } catch (UnsafeZipException | UnreadableZipException e) {
      channel.close();
      throw e;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw new UnreadableZipException(ShortName.of(String.valueOf(e.getMessage())), e);
    }
  }

  private void check(EndRecord end, ZipLimits limits) throws IOException {
    EntryNames names = new EntryNames(limits);
    long total = 0;
    for (ZipArchiveEntry header : headers) {
      ZippedEntry entry = EntryRules.check(header, limits);
      names.add(entry.name(), entry.kind() == Kind.DIRECTORY);
      entries.add(entry);
      total += entry.bytes();
      if (total > limits.unzippedBytes()) {
        throw new UnsafeZipException(
            ZipRule.LIMIT,
            entry.name(),
            "is where the unzipped size passes " + limits.unzippedBytes() + " bytes");
      }
    }
    new LocalHeaders(bytes).check(headers, end.offset());
    for (int i = 0; i < headers.size(); i++) {
      entries.set(i, inflated(i));
    }
  }

  private ZippedEntry inflated(int index) throws IOException {
    ZippedEntry entry = entries.get(index);
    if (entry.kind() != Kind.LINK) {
      copy(index, OutputStream.nullOutputStream());
      return entry;
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    copy(index, content);
    String target = EntryNames.decoded(content.toByteArray());
    LinkTarget.requireInside(entry.name(), target);
    return new ZippedEntry(entry.name(), Kind.LINK, entry.mode(), entry.bytes(), target);
  }

  /** The entries, in the order of the central directory. */
  public List<ZippedEntry> entries() {
    return List.copyOf(entries);
  }

  /** When the content of an entry was changed last, as its own header says it. */
  Instant modified(int index) throws IOException {
    long header = headers.get(index).getLocalHeaderOffset();
    return new DosTime(bytes.at(header + TIME_OFFSET, Integer.BYTES).getInt()).instant();
  }

  /** Inflates one entry; never passes on more bytes than the entry declares. */
  void copy(int index, OutputStream to) throws IOException {
    ZipArchiveEntry header = headers.get(index);
    long left = header.getSize();
    CRC32 checksum = new CRC32();
    byte[] buffer = new byte[16_384];
    try (InputStream from = zip.getInputStream(header)) {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        left -= read;
        if (left < 0) {
          break;
        }
        checksum.update(buffer, 0, read);
        to.write(buffer, 0, read);
      }
    }
    if (left != 0) {
      throw new UnsafeZipException(
          ZipRule.AMBIGUOUS,
          header.getName(),
          "inflates to %s than the %d bytes it declares"
              .formatted(left < 0 ? "more" : "less", header.getSize()));
    }
    if (checksum.getValue() != header.getCrc()) {
      throw new UnreadableZipException(
          "the checksum of entry '" + ShortName.of(header.getName()) + "' is wrong");
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
