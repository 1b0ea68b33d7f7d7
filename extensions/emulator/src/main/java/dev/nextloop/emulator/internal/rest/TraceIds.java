package dev.nextloop.emulator.internal.rest;

import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;

/** X-Ray trace headers ({@code Root=1-time-random;Parent=...;Sampled=...}). */
final class TraceIds {
  private static final Pattern WELL_FORMED =
      Pattern.compile("Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;[A-Za-z]+=[^;\\s]{1,256}){0,8}");

  private final Clock clock;

  TraceIds(Clock clock) {
    this.clock = clock;
  }

  /** The caller's header when it is one, else a new one that is not sampled. */
  String of(String header) {
    if (header != null && WELL_FORMED.matcher(header).matches()) {
      return header;
    }
    String random = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    return "Root=1-%08x-%s;Parent=%s;Sampled=0"
        .formatted(clock.millis() / 1000, random.substring(0, 24), random.substring(40, 56));
  }
}
