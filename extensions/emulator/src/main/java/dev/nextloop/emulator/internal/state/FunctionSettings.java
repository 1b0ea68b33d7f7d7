package dev.nextloop.emulator.internal.state;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What UpdateFunctionConfiguration changes.
 *
 * @param role ARN, never used
 * @param runtime for instance {@code provided.al2023}
 * @param handler becomes {@code _HANDLER}
 * @param description may be empty
 * @param timeout seconds
 * @param memorySize MB
 * @param environment variables; null when never given
 * @param layers in merge order
 * @param tracing {@code PassThrough} or {@code Active}
 * @param ephemeralStorage MB
 * @param snapStart {@code None} or {@code PublishedVersions}; null, from an older file, is none
 * @param logging format, levels and group
 */
public record FunctionSettings(
    String role,
    String runtime,
    String handler,
    String description,
    int timeout,
    int memorySize,
    Map<String, String> environment,
    List<LayerUse> layers,
    String tracing,
    int ephemeralStorage,
    String snapStart,
    Logging logging) {

  /** {@link #snapStart} without snapshots. */
  public static final String NO_SNAPSHOTS = "None";

  /** Copies the layers; refuses what a damaged file leaves out. */
  public FunctionSettings {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(runtime, "runtime");
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(tracing, "tracing");
    Objects.requireNonNull(logging, "logging");
    layers = List.copyOf(layers);
    snapStart = snapStart == null ? NO_SNAPSHOTS : snapStart;
  }

  /** The same with another description. */
  public FunctionSettings described(String other) {
    return new FunctionSettings(
        role,
        runtime,
        handler,
        other,
        timeout,
        memorySize,
        environment,
        layers,
        tracing,
        ephemeralStorage,
        snapStart,
        logging);
  }

  /**
   * A function's logging settings.
   *
   * @param format {@code Text} or {@code JSON}
   * @param applicationLevel null when not given
   * @param systemLevel null when not given
   * @param group CloudWatch group name
   */
  public record Logging(String format, String applicationLevel, String systemLevel, String group) {}
}
