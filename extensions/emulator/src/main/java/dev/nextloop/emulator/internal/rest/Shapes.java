package dev.nextloop.emulator.internal.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nextloop.emulator.internal.state.FunctionRecord;
import dev.nextloop.emulator.internal.state.FunctionSettings;
import dev.nextloop.emulator.internal.state.FunctionSettings.Logging;
import dev.nextloop.emulator.internal.state.LayerVersion;
import dev.nextloop.emulator.internal.state.StoredZip;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writes records in the shapes of AWS's service model (API version 2015-03-31). */
final class Shapes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Only has to look like one: AWS gives each build of a runtime another hash. */
  private static final String RUNTIME_HASH = "0".repeat(64);

  private final Arns arns;
  private final Supplier<String> endpoint;

  /**
   * Writes for one emulator.
   *
   * @param endpoint where its zips can be downloaded, known once it listens
   */
  Shapes(Arns arns, Supplier<String> endpoint) {
    this.arns = arns;
    this.endpoint = endpoint;
  }

  /**
   * FunctionConfiguration.
   *
   * @param qualifier null for the unqualified ARN
   */
  ObjectNode configuration(FunctionRecord function, String qualifier) {
    FunctionSettings settings = function.settings();
    String arn = arns.function(function.name());
    ObjectNode node =
        object()
            .put("FunctionName", function.name())
            .put("FunctionArn", qualifier == null ? arn : arn + ":" + qualifier)
            .put("Runtime", settings.runtime())
            .put("Role", settings.role())
            .put("Handler", settings.handler())
            .put("CodeSize", function.code().size())
            .put("Description", settings.description())
            .put("Timeout", settings.timeout())
            .put("MemorySize", settings.memorySize())
            .put("LastModified", function.lastModified())
            .put("CodeSha256", function.code().base64())
            .put("Version", function.version())
            .put("RevisionId", function.revisionId())
            .put("State", "Active")
            .put("LastUpdateStatus", "Successful")
            .put("PackageType", "Zip");
    node.set("TracingConfig", object().put("Mode", settings.tracing()));
    node.set("Architectures", JSON.arrayNode().add(function.architecture()));
    node.set("EphemeralStorage", object().put("Size", settings.ephemeralStorage()));
    boolean snapshots = snapStarts(function);
    node.set(
        "SnapStart",
        object()
            .put("ApplyOn", settings.snapStart())
            .put("OptimizationStatus", snapshots ? "On" : "Off"));
    node.set(
        "RuntimeVersionConfig",
        object()
            .put(
                "RuntimeVersionArn",
                "arn:aws:lambda:%s::runtime:%s".formatted(arns.region(), RUNTIME_HASH)));
    node.set("LoggingConfig", logging(settings.logging()));
    if (settings.environment() != null && !settings.environment().isEmpty()) {
      node.set("Environment", object().set("Variables", map(settings.environment())));
    }
    if (!settings.layers().isEmpty()) {
      node.set(
          "Layers",
          list(
              settings.layers(),
              use -> object().put("Arn", use.arn()).put("CodeSize", use.zip().size())));
    }
    return node;
  }

  /** Whether a function's environments start from snapshots: those of published versions may. */
  static boolean snapStarts(FunctionRecord function) {
    return !function.version().equals(Arns.LATEST)
        && !function.settings().snapStart().equals(FunctionSettings.NO_SNAPSHOTS);
  }

  /** ListVersionsByFunctionResponse. */
  ObjectNode versions(Page<FunctionRecord> page) {
    return page(page, "Versions", version -> configuration(version, version.version()));
  }

  /** GetFunctionResponse. */
  ObjectNode function(FunctionRecord function, String qualifier) {
    ObjectNode node = object();
    node.set("Configuration", configuration(function, qualifier));
    node.set(
        "Code", object().put("RepositoryType", "S3").put("Location", location(function.code())));
    if (!function.tags().isEmpty()) {
      node.set("Tags", map(function.tags()));
    }
    return node;
  }

  /** ListFunctionsResponse. */
  ObjectNode functions(Page<FunctionRecord> page, String qualifier) {
    return page(page, "Functions", function -> configuration(function, qualifier));
  }

  /** PublishLayerVersionResponse and GetLayerVersionResponse, which are alike. */
  ObjectNode layerVersion(String name, LayerVersion version) {
    ObjectNode node = layerVersionItem(name, version).put("LayerArn", arns.layer(name));
    StoredZip zip = version.zip();
    node.set(
        "Content",
        object()
            .put("Location", location(zip))
            .put("CodeSha256", zip.base64())
            .put("CodeSize", zip.size()));
    return node;
  }

  /** ListLayersResponse. */
  ObjectNode layers(Page<Layers.Newest> page) {
    return page(
        page,
        "Layers",
        layer -> {
          ObjectNode node =
              object().put("LayerName", layer.name()).put("LayerArn", arns.layer(layer.name()));
          node.set("LatestMatchingVersion", layerVersionItem(layer.name(), layer.version()));
          return node;
        });
  }

  /** ListLayerVersionsResponse. */
  ObjectNode layerVersions(String name, Page<LayerVersion> page) {
    return page(page, "LayerVersions", version -> layerVersionItem(name, version));
  }

  private ObjectNode layerVersionItem(String name, LayerVersion version) {
    ObjectNode node =
        object()
            .put("LayerVersionArn", arns.layerVersion(name, version.version()))
            .put("Version", version.version())
            .put("Description", version.description())
            .put("CreatedDate", version.createdDate());
    if (version.licenseInfo() != null) {
      node.put("LicenseInfo", version.licenseInfo());
    }
    if (version.runtimes() != null) {
      node.set("CompatibleRuntimes", list(version.runtimes(), JSON::textNode));
    }
    if (version.architectures() != null) {
      node.set("CompatibleArchitectures", list(version.architectures(), JSON::textNode));
    }
    return node;
  }

  /** Any error of the model, in the form that every AWS SDK reads. */
  static ObjectNode error(AwsError error) {
    ObjectNode node =
        object()
            .put("Type", error.type().side())
            .put(error.type().messageMember, error.getMessage());
    return error.type() == ErrorType.TOO_MANY
        ? node.put("Reason", "ConcurrentInvocationLimitExceeded")
        : node;
  }

  private String location(StoredZip zip) {
    return endpoint.get() + Downloads.PATH + zip.sha256();
  }

  private static ObjectNode logging(Logging logging) {
    ObjectNode node = object().put("LogFormat", logging.format()).put("LogGroup", logging.group());
    if (logging.applicationLevel() != null) {
      node.put("ApplicationLogLevel", logging.applicationLevel());
    }
    if (logging.systemLevel() != null) {
      node.put("SystemLogLevel", logging.systemLevel());
    }
    return node;
  }

  private static <T> ObjectNode page(Page<T> page, String member, Function<T, ObjectNode> item) {
    ObjectNode node = object();
    node.set(member, list(page.items(), item));
    if (page.nextMarker() != null) {
      node.put("NextMarker", page.nextMarker());
    }
    return node;
  }

  private static <T> ArrayNode list(
      List<T> items, Function<T, ? extends com.fasterxml.jackson.databind.JsonNode> item) {
    ArrayNode node = JSON.arrayNode();
    items.forEach(each -> node.add(item.apply(each)));
    return node;
  }

  private static ObjectNode map(Map<String, String> map) {
    ObjectNode node = object();
    map.forEach(node::put);
    return node;
  }

  private static ObjectNode object() {
    return JSON.objectNode();
  }
}
