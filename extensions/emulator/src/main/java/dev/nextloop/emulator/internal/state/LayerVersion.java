package dev.nextloop.emulator.internal.state;

import java.util.List;
import java.util.Objects;

/**
 * One published version of a layer.
 *
 * @param version from 1
 * @param description may be empty
 * @param licenseInfo null when not given
 * @param runtimes compatible ones; null when not given
 * @param architectures compatible ones; null when not given
 * @param createdDate in AWS's form
 * @param zip its content
 */
public record LayerVersion(
    long version,
    String description,
    String licenseInfo,
    List<String> runtimes,
    List<String> architectures,
    String createdDate,
    StoredZip zip) {

  /** Refuses what a damaged file leaves out. */
  public LayerVersion {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(createdDate, "createdDate");
    Objects.requireNonNull(zip, "zip");
  }
}
