package dev.nextloop.emulator.internal.runtimeapi;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Dummy credentials as a restored runtime gets them: from an endpoint, because what stood in
 * variables would be in the snapshot. AWS's emulator and SDKs agree on path, header and members.
 */
public final class ContainerCredentials {
  /** Where the Runtime API hands them out. */
  public static final String PATH = "/2021-04-23/credentials";

  private static final Duration VALID = Duration.ofHours(6);

  private final InstantSource clock;
  private final String token = UUID.randomUUID().toString();

  /** With a token of their own. */
  public ContainerCredentials(InstantSource clock) {
    this.clock = clock;
  }

  /** What a request must have as its {@code Authorization}. */
  public String token() {
    return token;
  }

  /** Whether a request may have them; {@code authorization} may be null. */
  boolean opensTo(String authorization) {
    return authorization != null
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8), authorization.getBytes(StandardCharsets.UTF_8));
  }

  Buffer document() {
    return new JsonObject()
        .put("AccessKeyId", "test")
        .put("SecretAccessKey", "test")
        .put("Token", "test")
        .put("Expiration", clock.instant().plus(VALID).truncatedTo(ChronoUnit.SECONDS).toString())
        .toBuffer();
  }
}
