package dev.nextloop.emulator.internal.rest;

import dev.nextloop.emulator.internal.state.LayerVersion;
import dev.nextloop.emulator.internal.state.State;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Looks layers up. */
final class Layers {
  private Layers() {}

  static Optional<LayerVersion> find(State state, Arns.LayerReference reference) {
    return Optional.ofNullable(state.layers().get(reference.name()))
        .flatMap(layer -> layer.find(reference.version()));
  }

  /** The versions of a layer that fit the call's filters, the newest first, for {@link Page}. */
  static NavigableMap<String, LayerVersion> newestFirst(State state, String name, Call call) {
    NavigableMap<String, LayerVersion> found = new TreeMap<>();
    Optional.ofNullable(state.layers().get(name))
        .ifPresent(
            layer ->
                layer.versions().stream()
                    .filter(version -> fits(version, call))
                    .forEach(version -> found.put(descending(version), version)));
    return found;
  }

  /** The newest version of each layer that fits the call's filters, by layer name. */
  static NavigableMap<String, Newest> newest(State state, Call call) {
    NavigableMap<String, Newest> found = new TreeMap<>();
    state
        .layers()
        .values()
        .forEach(
            layer ->
                layer.versions().stream()
                    .filter(version -> fits(version, call))
                    .max(Comparator.comparingLong(LayerVersion::version))
                    .ifPresent(
                        version -> found.put(layer.name(), new Newest(layer.name(), version))));
    return found;
  }

  /**
   * A layer in ListLayers.
   *
   * @param name of the layer
   * @param version the newest that fits
   */
  record Newest(String name, LayerVersion version) {}

  private static String descending(LayerVersion version) {
    return "%019d".formatted(Long.MAX_VALUE - version.version());
  }

  private static boolean fits(LayerVersion version, Call call) {
    String runtime = call.parameter("CompatibleRuntime");
    String architecture = call.parameter("CompatibleArchitecture");
    return (runtime == null || (version.runtimes() != null && version.runtimes().contains(runtime)))
        && (architecture == null
            || (version.architectures() != null && version.architectures().contains(architecture)));
  }
}
