package dev.nextloop.emulator.internal.rest;

import dev.nextloop.emulator.internal.state.LayerUse;
import dev.nextloop.emulator.internal.state.StoredZip;
import java.util.List;

/** AWS's limit on a function and its layers together. */
final class CombinedSize {
  private CombinedSize() {}

  static void check(StoredZip code, List<LayerUse> layers) {
    long size =
        code.unzippedSize() + layers.stream().mapToLong(use -> use.zip().unzippedSize()).sum();
    if (size > Limits.UNZIPPED) {
      throw AwsError.invalid(
          "Function code combined with layers exceeds the maximum allowed size of %d bytes. The actual size is %d bytes."
              .formatted(Limits.UNZIPPED, size));
    }
  }
}
