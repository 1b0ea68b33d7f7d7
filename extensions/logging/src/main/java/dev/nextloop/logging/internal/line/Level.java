package dev.nextloop.logging.internal.line;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The platform's levels, least first. */
public enum Level {
  /** Of a record that has none. */
  UNDEFINED(0),
  /** Below debug. */
  TRACE(1),
  /** For developers. */
  DEBUG(2),
  /** As it should be. */
  INFO(3),
  /** Not as it should be. */
  WARN(4),
  /** Failed. */
  ERROR(5),
  /** About to end. */
  FATAL(6);

  private final int number;

  // Read only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final byte[] bytes;

  Level(int number) {
    this.number = number;
    this.bytes = name().getBytes(StandardCharsets.US_ASCII);
  }

  /** In a frame. */
  public int number() {
    return number;
  }

  /**
   * Reads a level, in any case.
   *
   * @return null when it is none that may be asked for
   */
  public static Level parse(String text) {
    String name = text.trim().toUpperCase(Locale.ROOT);
    for (Level level : values()) {
      if (level != UNDEFINED && level.name().equals(name)) {
        return level;
      }
    }
    return null;
  }

  /** Whether a record of this level is written where {@code least} is asked for. */
  public boolean passes(Level least) {
    return number >= least.number;
  }

  byte[] bytes() {
    return bytes;
  }
}
