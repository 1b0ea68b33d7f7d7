package dev.nextloop.emulator.internal.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A zip on the shelf, found by its content.
 *
 * @param sha256 lower-case hexadecimal
 * @param size bytes as uploaded
 * @param unzippedSize bytes of all entries
 */
public record StoredZip(String sha256, long size, long unzippedSize) {

  /** A record read from a damaged file must not get further than this. */
  public StoredZip {
    Objects.requireNonNull(sha256, "sha256");
  }

  /** The hash as AWS writes it. */
  @JsonIgnore
  public String base64() {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
  }
}
