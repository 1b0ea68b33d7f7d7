package dev.nextloop.emulator.internal.state;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All functions and layers at one moment; never changes.
 *
 * @param functions by name
 * @param layers by name
 */
public record State(
    NavigableMap<String, FunctionRecord> functions, NavigableMap<String, LayerRecord> layers) {

  static final State EMPTY = new State(new TreeMap<>(), new TreeMap<>());

  /** Hashes of the zips that something refers to. */
  Set<String> zips() {
    return Stream.concat(
            functions.values().stream().flatMap(FunctionRecord::zips),
            layers.values().stream().flatMap(l -> l.versions().stream()).map(LayerVersion::zip))
        .map(StoredZip::sha256)
        .collect(Collectors.toSet());
  }

  State withFunctions(Consumer<NavigableMap<String, FunctionRecord>> change) {
    return new State(changed(functions, change), layers);
  }

  State withLayers(Consumer<NavigableMap<String, LayerRecord>> change) {
    return new State(functions, changed(layers, change));
  }

  private static <T> NavigableMap<String, T> changed(
      NavigableMap<String, T> map, Consumer<NavigableMap<String, T>> change) {
    NavigableMap<String, T> copy = new TreeMap<>(map);
    change.accept(copy);
    return Collections.unmodifiableNavigableMap(copy);
  }
}
