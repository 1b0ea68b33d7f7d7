package dev.nextloop.packaging;

/**
 * How much a zip may make its reader do.
 *
 * @param unzippedBytes the most bytes that all entries may inflate to together, at least 0
 * @param entries the most entries, counting directories that names only imply, at least 0
 * @param ratio the most inflated bytes for each compressed byte of one entry, at least 1; counts
 *     only for entries that inflate to more than {@code ratioFloorBytes}
 * @param ratioFloorBytes the size up to which an entry may be compressed as well as it goes
 */
public record ZipLimits(long unzippedBytes, int entries, int ratio, long ratioFloorBytes) {
  /** Lambda's limit for a function and its layers, unzipped: 250 MB. */
  public static final long LAMBDA_UNZIPPED_BYTES = 262_144_000;

  /** Lambda's limit for a directly uploaded zip: 50 MB. */
  public static final long LAMBDA_ZIPPED_BYTES = 52_428_800;

  /** 250 MB, 100 000 entries, and a ratio of 200 for entries over 10 MB. */
  public static final ZipLimits LAMBDA =
      new ZipLimits(LAMBDA_UNZIPPED_BYTES, 100_000, 200, 10_485_760);

  /** Checks the ranges. */
  public ZipLimits {
    if (unzippedBytes < 0 || entries < 0 || ratio < 1 || ratioFloorBytes < 0) {
      throw new IllegalArgumentException(
          "zip limits must not be negative, and ratio at least 1: unzippedBytes %d, entries %d, ratio %d, ratioFloorBytes %d"
              .formatted(unzippedBytes, entries, ratio, ratioFloorBytes));
    }
  }

  /** The same limits with another bound on the inflated bytes. */
  public ZipLimits withUnzippedBytes(long bytes) {
    return new ZipLimits(bytes, entries, ratio, ratioFloorBytes);
  }
}
