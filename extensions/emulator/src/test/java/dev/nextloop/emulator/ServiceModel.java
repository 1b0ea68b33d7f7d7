package dev.nextloop.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * AWS's own model of Lambda, as botocore ships it ({@code service-2.json}), and whether an answer
 * is one that it allows: status, headers, body shape, or an error that the operation may give.
 */
final class ServiceModel {
  private static final String FILE = "botocore/data/lambda/2015-03-31/service-2.json.gz";

  /** Errors that belong to the protocol, to no operation: AWS's "common errors". */
  private static final Map<String, Integer> COMMON =
      Map.of(
          "AccessDeniedException", 403,
          "MethodNotAllowedException", 405,
          "NotImplementedException", 501,
          "RequestEntityTooLargeException", 413,
          "RequestTimeoutException", 408,
          "SerializationException", 400,
          "UnknownOperationException", 404);

  private final JsonNode model;

  private ServiceModel(JsonNode model) {
    this.model = model;
  }

  /** The model of the installed botocore; the calling test is skipped when there is none. */
  static ServiceModel ofBotocore() {
    Path environment = Python.interpreter().getParent().getParent();
    try (Stream<Path> files = Files.walk(environment)) {
      Path file = files.filter(path -> path.endsWith(FILE)).findFirst().orElseThrow();
      try (InputStream content = new GZIPInputStream(Files.newInputStream(file))) {
        return new ServiceModel(new ObjectMapper().readTree(content));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with an answer; empty when nothing is. */
  List<String> faults(String operation, HttpAnswer answer) {
    List<String> faults = new ArrayList<>();
    if (answer.header("x-amzn-RequestId") == null) {
      faults.add("no x-amzn-RequestId");
    }
    JsonNode definition = model.at("/operations/" + operation);
    if (definition.isMissingNode()) {
      faults.add("no operation " + operation);
    } else if (answer.status() >= 300) {
      error(definition, answer, faults);
    } else {
      success(definition, answer, faults);
    }
    return faults;
  }

  /** Method, path with {@code {}} for each parameter, and name of every operation. */
  Set<String> operations() {
    Set<String> all = new TreeSet<>();
    for (Map.Entry<String, JsonNode> operation : model.get("operations").properties()) {
      JsonNode http = operation.getValue().get("http");
      all.add(
          "%s %s %s"
              .formatted(
                  http.get("method").textValue(),
                  http.get("requestUri").textValue().replaceAll("\\{[^}]*}", "x"),
                  operation.getKey()));
    }
    return all;
  }

  private void success(JsonNode definition, HttpAnswer answer, List<String> faults) {
    Optional<JsonNode> output = shapeOf(definition.get("output"));
    int wanted = definition.at("/http/responseCode").intValue();
    if (answer.status() != wanted && !output.map(ServiceModel::carriesStatus).orElse(false)) {
      faults.add("status %d, not %d".formatted(answer.status(), wanted));
    }
    if (output.isEmpty()) {
      if (answer.body().length() > 0) {
        faults.add("a body where the model has none");
      }
      return;
    }
    JsonNode shape = output.get();
    ShapeCheck check = new ShapeCheck(model.get("shapes"), faults);
    check.headers(shape, answer);
    if (!shape.has("payload") && answer.body().length() > 0) {
      check.body(shape, answer.json());
    } else if (!shape.has("payload") && hasBodyMembers(shape)) {
      faults.add("no body where the model has one");
    }
  }

  private void error(JsonNode definition, HttpAnswer answer, List<String> faults) {
    String name = answer.header("x-amzn-ErrorType");
    JsonNode shape = name == null ? null : model.at("/shapes/" + name);
    if (name == null) {
      faults.add("no x-amzn-ErrorType");
    } else if (COMMON.containsKey(name)) {
      if (COMMON.get(name) != answer.status()) {
        faults.add(name + " with status " + answer.status());
      }
    } else if (errors(definition).noneMatch(name::equals)) {
      faults.add("the operation knows no " + name);
    } else {
      if (shape.at("/error/httpStatusCode").intValue() != answer.status()) {
        faults.add(name + " with status " + answer.status());
      }
      ShapeCheck check = new ShapeCheck(model.get("shapes"), faults);
      check.headers(shape, answer);
      check.body(shape, answer.json());
      boolean message = answer.json().has("Message") || answer.json().has("message");
      boolean side =
          answer.json().path("Type").asText().equals(answer.status() < 500 ? "User" : "Service");
      if (!message || !side) {
        faults.add("an error without message or with the wrong Type");
      }
    }
  }

  private static Stream<String> errors(JsonNode definition) {
    List<String> names = new ArrayList<>();
    definition.path("errors").forEach(each -> names.add(each.get("shape").textValue()));
    return names.stream();
  }

  private Optional<JsonNode> shapeOf(JsonNode reference) {
    return Optional.ofNullable(reference)
        .map(each -> model.at("/shapes/" + each.get("shape").textValue()));
  }

  private static boolean carriesStatus(JsonNode shape) {
    return shape.get("members").properties().stream()
        .anyMatch(member -> member.getValue().path("location").asText().equals("statusCode"));
  }

  private static boolean hasBodyMembers(JsonNode shape) {
    return shape.get("members").properties().stream()
        .anyMatch(member -> !member.getValue().has("location"));
  }
}
