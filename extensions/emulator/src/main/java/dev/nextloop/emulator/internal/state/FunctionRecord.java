package dev.nextloop.emulator.internal.state;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A function as it is kept.
 *
 * @param name of the function
 * @param settings what the configuration calls change
 * @param architecture {@code x86_64} or {@code arm64}
 * @param tags may be empty
 * @param code the function's zip
 * @param lastModified in AWS's form
 * @param revisionId a UUID, new with every change
 * @param version {@code $LATEST}, or the number of a published one; null, from an older file, is
 *     the former
 * @param versions those that were published, oldest first, counted from 1; none in one of them
 */
public record FunctionRecord(
    String name,
    FunctionSettings settings,
    String architecture,
    Map<String, String> tags,
    StoredZip code,
    String lastModified,
    String revisionId,
    String version,
    List<FunctionRecord> versions) {
  /** The version that changes. */
  public static final String LATEST = "$LATEST";

  /** Copies the collections; refuses what a damaged file leaves out. */
  public FunctionRecord {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(lastModified, "lastModified");
    Objects.requireNonNull(revisionId, "revisionId");
    tags = Map.copyOf(tags);
    version = version == null ? LATEST : version;
    versions = versions == null ? List.of() : List.copyOf(versions);
  }

  /** A version that was published. */
  public Optional<FunctionRecord> version(String number) {
    return versions.stream().filter(each -> each.version().equals(number)).findFirst();
  }

  /** The same with one more version, which is what this one is now. */
  public FunctionRecord publish(FunctionSettings described, String revision) {
    FunctionRecord published =
        new FunctionRecord(
            name,
            described,
            architecture,
            Map.of(),
            code,
            lastModified,
            revision,
            Integer.toString(versions.size() + 1),
            List.of());
    return new FunctionRecord(
        name,
        settings,
        architecture,
        tags,
        code,
        lastModified,
        revisionId,
        version,
        Stream.concat(versions.stream(), Stream.of(published)).toList());
  }

  /** Whether another runs the same code in the same way. */
  public boolean runsLike(FunctionRecord other) {
    return code.equals(other.code)
        && architecture.equals(other.architecture)
        && settings.described("").equals(other.settings.described(""));
  }

  /** Every zip that it needs, those of its versions included. */
  Stream<StoredZip> zips() {
    return Stream.concat(
        Stream.concat(Stream.of(code), settings.layers().stream().map(LayerUse::zip)),
        versions.stream().flatMap(FunctionRecord::zips));
  }
}
