package dev.nextloop.packaging;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * What a package depends on besides its contents.
 *
 * @param timestamp the time of every entry, in UTC and to two seconds; times that a zip can't hold
 *     become 1980-01-01T00:00:00Z or 2107-12-31T23:59:58Z
 * @param zippedBytes the most bytes of the zip
 * @param unzippedBytes the most bytes of all entries together
 */
public record PackageOptions(Instant timestamp, long zippedBytes, long unzippedBytes) {
  /** The first time that a zip can hold, and Lambda's limits: 50 MB zipped, 250 MB unzipped. */
  public static final PackageOptions LAMBDA =
      new PackageOptions(
          Instant.parse("1980-01-01T00:00:00Z"),
          ZipLimits.LAMBDA_ZIPPED_BYTES,
          ZipLimits.LAMBDA_UNZIPPED_BYTES);

  /** The same limits with another time. */
  public PackageOptions withTimestamp(Instant time) {
    return new PackageOptions(time, zippedBytes, unzippedBytes);
  }

  /**
   * The same limits with the time of the variable SOURCE_DATE_EPOCH (reproducible-builds.org).
   *
   * @param seconds seconds since 1970-01-01T00:00:00Z; null or blank keeps the time
   * @throws IllegalArgumentException when it is no such number
   */
  public PackageOptions withSourceDateEpoch(String seconds) {
    if (seconds == null || seconds.isBlank()) {
      return this;
    }
    try {
      return withTimestamp(Instant.ofEpochSecond(Long.parseLong(seconds.strip())));
    } catch (NumberFormatException | DateTimeException e) {
      String shown = seconds.length() > 40 ? seconds.substring(0, 40) + "..." : seconds;
      throw new IllegalArgumentException(
          "SOURCE_DATE_EPOCH is '" + shown + "'; set it to seconds since 1970, or unset it", e);
    }
  }
}
