package dev.nextloop.emulator.internal.state;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A layer and the versions that are left of it.
 *
 * @param name of the layer
 * @param lastVersion highest number ever given; numbers are never used twice
 * @param versions in ascending order
 */
public record LayerRecord(String name, long lastVersion, List<LayerVersion> versions) {

  /** Copies the list; refuses what a damaged file leaves out. */
  public LayerRecord {
    Objects.requireNonNull(name, "name");
    versions = List.copyOf(versions);
  }

  /** The version of that number. */
  public Optional<LayerVersion> find(long version) {
    return versions.stream().filter(each -> each.version() == version).findFirst();
  }

  /** This layer and one version more. */
  public LayerRecord plus(LayerVersion version) {
    return new LayerRecord(
        name, version.version(), Stream.concat(versions.stream(), Stream.of(version)).toList());
  }

  /** This layer without one version. */
  public LayerRecord minus(long version) {
    return new LayerRecord(
        name, lastVersion, versions.stream().filter(each -> each.version() != version).toList());
  }
}
