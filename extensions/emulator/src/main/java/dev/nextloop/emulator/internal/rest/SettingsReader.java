package dev.nextloop.emulator.internal.rest;

import dev.nextloop.emulator.internal.state.FunctionSettings;
import dev.nextloop.emulator.internal.state.FunctionSettings.Logging;
import dev.nextloop.emulator.internal.state.LayerUse;
import dev.nextloop.emulator.internal.state.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the settings of CreateFunction and UpdateFunctionConfiguration. */
final class SettingsReader {
  private static final int MOST_LAYERS = 5;

  /** The most that SnapStart goes with, MB. */
  private static final int SNAP_START_STORAGE = 512;

  private final Arns arns;
  private final List<String> runtimes;

  /**
   * A reader.
   *
   * @param runtimes that functions may run on
   */
  SettingsReader(Arns arns, List<String> runtimes) {
    this.arns = arns;
    this.runtimes = runtimes;
  }

  /** Settings of a new function, with AWS's defaults. */
  FunctionSettings create(String name, Input input, State state) {
    FunctionSettings defaults =
        new FunctionSettings(
            required(input, "Role"),
            mandatory(input, "Runtime"),
            mandatory(input, "Handler"),
            "",
            3,
            128,
            null,
            List.of(),
            "PassThrough",
            512,
            FunctionSettings.NO_SNAPSHOTS,
            new Logging("Text", null, null, "/aws/lambda/" + name));
    return update(defaults, input, state);
  }

  /** The settings with what the input changes; what it leaves out stays. */
  FunctionSettings update(FunctionSettings old, Input input, State state) {
    Vocabulary.refuseNotServed(input);
    FunctionSettings updated =
        new FunctionSettings(
            input.text("Role", Vocabulary.ROLE).orElse(old.role()),
            input.oneOf("Runtime", runtimes).orElse(old.runtime()),
            input.text("Handler", Vocabulary.HANDLER).orElse(old.handler()),
            input.text("Description", 256).orElse(old.description()),
            input.integer("Timeout", 1, 900).orElse(old.timeout()),
            input.integer("MemorySize", 128, 10_240).orElse(old.memorySize()),
            input.has("Environment") ? environment(input) : old.environment(),
            input
                .texts("Layers", Integer.MAX_VALUE, Vocabulary.ANY)
                .map(layers -> layers(layers, state))
                .orElse(old.layers()),
            input
                .object("TracingConfig")
                .flatMap(tracing -> tracing.oneOf("Mode", Vocabulary.TRACING))
                .orElse(old.tracing()),
            input
                .object("EphemeralStorage")
                .flatMap(storage -> storage.integer("Size", 512, 10_240))
                .orElse(old.ephemeralStorage()),
            input
                .object("SnapStart")
                .flatMap(snapStart -> snapStart.oneOf("ApplyOn", Vocabulary.SNAP_START))
                .orElse(old.snapStart()),
            input
                .object("LoggingConfig")
                .map(logging -> logging(logging, old.logging()))
                .orElse(old.logging()));
    checkSnapStart(updated);
    return updated;
  }

  private static String required(Input input, String member) {
    return input
        .text(member)
        .orElseThrow(() -> AwsError.constraint(member, null, "Member must not be null"));
  }

  private static String mandatory(Input input, String member) {
    return input
        .text(member)
        .orElseThrow(
            () ->
                AwsError.invalid(
                    "Runtime and Handler are mandatory parameters for functions created with"
                        + " deployment packages."));
  }

  private static void checkSnapStart(FunctionSettings settings) {
    if (settings.snapStart().equals(FunctionSettings.NO_SNAPSHOTS)) {
      return;
    }
    if (settings.runtime().startsWith("provided")) {
      throw AwsError.invalid(
          "SnapStart is not supported for the "
              + settings.runtime()
              + " runtime: a zip on an OS-only runtime is not eligible. Use ApplyOn None, or a"
              + " managed runtime.");
    }
    if (settings.ephemeralStorage() > SNAP_START_STORAGE) {
      throw AwsError.invalid(
          "SnapStart is not supported with more than 512 MB of ephemeral storage, but Size is "
              + settings.ephemeralStorage()
              + ".");
    }
  }

  private static Map<String, String> environment(Input input) {
    Map<String, String> variables =
        input
            .object("Environment")
            .flatMap(environment -> environment.map("Variables", Vocabulary.VARIABLE))
            .orElse(Map.of());
    Set<String> reserved = new TreeSet<>(variables.keySet());
    reserved.retainAll(Vocabulary.RESERVED);
    if (!reserved.isEmpty()) {
      throw AwsError.invalid(
          "Lambda was unable to configure your environment variables because the environment"
              + " variables you have provided contains reserved keys that are currently not"
              + " supported for modification. Reserved keys used in this request: "
              + String.join(", ", reserved));
    }
    int size =
        variables.entrySet().stream()
            .mapToInt(variable -> bytes(variable.getKey()) + bytes(variable.getValue()))
            .sum();
    if (size > Limits.ENVIRONMENT) {
      throw AwsError.invalid(
          "Lambda was unable to configure your environment variables because the environment"
              + " variables you have provided exceeded the 4KB limit: "
              + size
              + " bytes");
    }
    return variables;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private List<LayerUse> layers(List<String> layerArns, State state) {
    if (layerArns.size() > MOST_LAYERS) {
      throw AwsError.invalid("Cannot reference more than 5 layers.");
    }
    Set<String> names = new HashSet<>();
    List<LayerUse> found = new ArrayList<>();
    for (String arn : layerArns) {
      Arns.LayerReference reference = arns.layerReference(arn);
      if (!names.add(reference.name())) {
        throw AwsError.invalid(
            "Two different versions of the same layer are not allowed to be referenced in the"
                + " same function.");
      }
      found.add(
          Layers.find(state, reference)
              .map(version -> new LayerUse(arn, version.zip()))
              .orElseThrow(() -> AwsError.invalid("Layer version " + arn + " does not exist.")));
    }
    return found;
  }

  private static Logging logging(Input input, Logging old) {
    Logging logging =
        new Logging(
            input.oneOf("LogFormat", Vocabulary.LOG_FORMAT).orElse(old.format()),
            input
                .oneOf("ApplicationLogLevel", Vocabulary.APPLICATION_LEVEL)
                .orElse(old.applicationLevel()),
            input.oneOf("SystemLogLevel", Vocabulary.SYSTEM_LEVEL).orElse(old.systemLevel()),
            input.text("LogGroup", Vocabulary.LOG_GROUP).orElse(old.group()));
    boolean levels = logging.applicationLevel() != null || logging.systemLevel() != null;
    if (levels && logging.format().equals("Text")) {
      throw AwsError.invalid("Log levels need LogFormat JSON.");
    }
    return logging;
  }
}
