package dev.nextloop.emulator.internal.rest;

import dev.nextloop.emulator.LocalFunction;
import dev.nextloop.emulator.internal.run.Code;
import dev.nextloop.emulator.internal.run.FunctionSpec;
import dev.nextloop.emulator.internal.state.FunctionRecord;
import dev.nextloop.emulator.internal.state.FunctionSettings;
import dev.nextloop.emulator.internal.state.LayerUse;
import dev.nextloop.emulator.internal.state.Store;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what an invocation runs: a function that was created, or the local one. The name {@code
 * function}, which is all that the Runtime Interface Emulator knows, stands for the local function,
 * and without one for the only function there is.
 */
final class InvokeTargets {
  private static final String ANY = "function";

  private final Store store;
  private final Arns arns;
  private final LocalFunction local;

  /**
   * Looks in one store.
   *
   * @param local null when there is none
   */
  InvokeTargets(Store store, Arns arns, LocalFunction local) {
    this.store = store;
    this.arns = arns;
    this.local = local;
  }

  /**
   * The function of that name as it is now.
   *
   * @param target a name, or name, colon and version
   */
  Optional<FunctionSpec> find(String target) {
    int colon = target.indexOf(':');
    if (colon < 0) {
      return latest(target);
    }
    return Optional.ofNullable(store.state().functions().get(target.substring(0, colon)))
        .flatMap(function -> function.version(target.substring(colon + 1)))
        .map(this::spec);
  }

  private Optional<FunctionSpec> latest(String name) {
    Map<String, FunctionRecord> functions = store.state().functions();
    if (functions.containsKey(name)) {
      return Optional.of(spec(functions.get(name)));
    }
    if (local != null && (name.equals(local.name()) || name.equals(ANY))) {
      return Optional.of(spec(local));
    }
    return name.equals(ANY) && functions.size() == 1
        ? Optional.of(spec(functions.values().iterator().next()))
        : Optional.empty();
  }

  private FunctionSpec spec(FunctionRecord function) {
    FunctionSettings settings = function.settings();
    String arn = arns.function(function.name());
    boolean latest = function.version().equals(Arns.LATEST);
    return new FunctionSpec(
        function.name(),
        latest ? arn : arn + ":" + function.version(),
        function.version(),
        settings.runtime(),
        settings.handler(),
        settings.memorySize(),
        Duration.ofSeconds(settings.timeout()),
        settings.environment() == null ? Map.of() : settings.environment(),
        new Code.Zip(store.zip(function.code())),
        Shapes.snapStarts(function),
        settings.layers().stream().map(LayerUse::zip).map(store::zip).toList());
  }

  private FunctionSpec spec(LocalFunction function) {
    return new FunctionSpec(
        function.name(),
        arns.function(function.name()),
        Arns.LATEST,
        "provided.al2023",
        function.handler(),
        function.memoryMb(),
        function.timeout(),
        function.environment(),
        function.command().isEmpty()
            ? new Code.Directory(function.directory())
            : new Code.Command(function.command(), function.directory()),
        false,
        java.util.List.of());
  }
}
