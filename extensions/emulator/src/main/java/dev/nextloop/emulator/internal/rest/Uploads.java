package dev.nextloop.emulator.internal.rest;

import dev.nextloop.emulator.internal.state.Store;
import dev.nextloop.emulator.internal.state.StoredZip;
import dev.nextloop.packaging.UnreadableZipException;
import dev.nextloop.packaging.UnsafeZipException;
import dev.nextloop.packaging.ZipLimits;
import java.io.IOException;
import java.util.List;

/** Takes the zip out of a request and onto the shelf. */
final class Uploads {
  private static final List<String> ELSEWHERE =
      List.of("S3Bucket", "S3Key", "S3ObjectVersion", "ImageUri", "SourceKMSKeyArn");

  private Uploads() {}

  /**
   * Keeps the {@code ZipFile} of a code or content member.
   *
   * @throws AwsError when there is none, or it is no zip or an evil one
   * @throws IOException when the disk refuses
   */
  static StoredZip keep(Store store, Input content) throws IOException {
    for (String member : ELSEWHERE) {
      if (content.says(member)) {
        throw AwsError.invalid(member + " is not served by the local emulator; send ZipFile.");
      }
    }
    byte[] zip =
        content
            .blob("ZipFile")
            .orElseThrow(() -> AwsError.invalid("Please provide a source for the code: ZipFile."));
    if (zip.length > ZipLimits.LAMBDA_ZIPPED_BYTES) {
      throw AwsError.invalid(
          "Zipped size must be smaller than %d bytes, but is %d"
              .formatted(ZipLimits.LAMBDA_ZIPPED_BYTES, zip.length));
    }
    try {
      return store.keep(zip);
    } catch (UnreadableZipException | UnsafeZipException e) {
      throw AwsError.invalid("Could not unzip uploaded file: " + e.getMessage());
    }
  }
}
