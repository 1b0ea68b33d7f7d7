package dev.nextloop.emulator.internal.rest;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.nextloop.emulator.internal.state.LayerRecord;
import dev.nextloop.emulator.internal.state.LayerVersion;
import dev.nextloop.emulator.internal.state.State;
import dev.nextloop.emulator.internal.state.Store;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Publishes, finds, lists and deletes layer versions. */
final class LayerOperations {
  private static final String LAYERS = "/2018-10-31/layers";
  private static final String VERSIONS = LAYERS + "/:layer/versions";
  private static final String VERSION = VERSIONS + "/:version";

  private final Store store;
  private final Changes changes;
  private final Arns arns;
  private final Shapes shapes;
  private final Clock clock;

  LayerOperations(Store store, Changes changes, Arns arns, Shapes shapes, Clock clock) {
    this.store = store;
    this.changes = changes;
    this.arns = arns;
    this.shapes = shapes;
    this.clock = clock;
  }

  void mount(Routes routes) {
    routes.uploads(POST, VERSIONS, call -> changes.run(kept -> publish(kept, call)));
    routes.reads(GET, LAYERS, this::layersOrOneByArn);
    routes.reads(GET, VERSIONS, this::list);
    routes.reads(GET, VERSION, call -> get(reference(call)));
    routes.changes(DELETE, VERSION, this::delete);
  }

  private Answer publish(Store kept, Call call) throws IOException {
    String name = arns.layerName(call.path().get("layer"));
    Input input = Input.parse(call.body());
    String description = input.text("Description", 256).orElse("");
    String license = input.text("LicenseInfo", 512).orElse(null);
    List<String> runtimes = input.texts("CompatibleRuntimes", 15, Vocabulary.RUNTIME).orElse(null);
    List<String> architectures =
        input.texts("CompatibleArchitectures", 2, Vocabulary.ARCHITECTURE).orElse(null);
    Input content =
        input
            .object("Content")
            .orElseThrow(() -> AwsError.constraint("content", null, "Member must not be null"));
    LayerRecord layer =
        kept.state().layers().getOrDefault(name, new LayerRecord(name, 0, List.of()));
    LayerVersion version =
        new LayerVersion(
            layer.lastVersion() + 1,
            description,
            license,
            runtimes,
            architectures,
            Vocabulary.timestamp(clock),
            Uploads.keep(kept, content));
    kept.put(layer.plus(version));
    return Answer.json(201, shapes.layerVersion(name, version));
  }

  private Answer layersOrOneByArn(Call call) {
    if ("LayerVersion".equals(call.parameter("find"))) {
      String arn = call.parameter("Arn");
      if (arn == null) {
        throw AwsError.constraint("arn", null, "Member must not be null");
      }
      return get(arns.layerReference(arn));
    }
    checkFilters(call);
    return Answer.json(200, shapes.layers(Page.of(Layers.newest(state(), call), call, 50)));
  }

  private Answer list(Call call) {
    checkFilters(call);
    String name = arns.layerName(call.path().get("layer"));
    return Answer.json(
        200,
        shapes.layerVersions(name, Page.of(Layers.newestFirst(state(), name, call), call, 50)));
  }

  private Answer get(Arns.LayerReference reference) {
    return Layers.find(state(), reference)
        .map(version -> Answer.json(200, shapes.layerVersion(reference.name(), version)))
        .orElseThrow(() -> AwsError.notFound("The resource you requested does not exist."));
  }

  /** AWS answers 204 for a version that isn't there too. */
  private Future<Answer> delete(Call call) {
    Arns.LayerReference reference = reference(call);
    return changes
        .run(
            kept -> {
              LayerRecord layer = kept.state().layers().get(reference.name());
              if (layer != null && layer.find(reference.version()).isPresent()) {
                kept.put(layer.minus(reference.version()));
              }
              return Answer.empty(204);
            })
        .onSuccess(done -> changes.sweep());
  }

  private Arns.LayerReference reference(Call call) {
    String version = call.path().get("version");
    if (!version.matches("\\d{1,18}") || Long.parseLong(version) < 1) {
      throw AwsError.constraint("versionNumber", version, "Member must be a version number");
    }
    return new Arns.LayerReference(
        arns.layerName(call.path().get("layer")), Long.parseLong(version));
  }

  private static void checkFilters(Call call) {
    String runtime = call.parameter("CompatibleRuntime");
    if (runtime != null && !Vocabulary.RUNTIME.matcher(runtime).matches()) {
      throw AwsError.constraint("compatibleRuntime", runtime, "Member must be a runtime's name");
    }
    String architecture = call.parameter("CompatibleArchitecture");
    if (architecture != null && !Vocabulary.ARCHITECTURE.matcher(architecture).matches()) {
      throw AwsError.constraint(
          "compatibleArchitecture", architecture, "Member must be x86_64 or arm64");
    }
  }

  private State state() {
    return store.state();
  }
}
