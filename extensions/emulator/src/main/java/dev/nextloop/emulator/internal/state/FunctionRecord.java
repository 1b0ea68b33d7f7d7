package dev.nextloop.emulator.internal.state;

import java.util.Map;
import java.util.Objects;

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
 */
public record FunctionRecord(
    String name,
    FunctionSettings settings,
    String architecture,
    Map<String, String> tags,
    StoredZip code,
    String lastModified,
    String revisionId) {

  /** Copies the tags; refuses what a damaged file leaves out. */
  public FunctionRecord {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(lastModified, "lastModified");
    Objects.requireNonNull(revisionId, "revisionId");
    tags = Map.copyOf(tags);
  }
}
