package dev.nextloop.emulator.internal.state;

import java.util.Objects;

/**
 * A layer version as a function refers to it. The zip stays with the function when the version is
 * deleted, as it does in AWS.
 *
 * @param arn of the layer version
 * @param zip its content
 */
public record LayerUse(String arn, StoredZip zip) {

  /** Refuses what a damaged file leaves out. */
  public LayerUse {
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(zip, "zip");
  }
}
