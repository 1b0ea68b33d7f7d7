package dev.nextloop.inspect;

import dev.nextloop.inspect.internal.template.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a SAM or CloudFormation template says of its functions, as far as it says it in plain text:
 * a value made by {@code !Ref} and its like is left out.
 *
 * @param functions in the template's order
 */
public record Template(List<Function> functions) {
  private static final List<String> TYPES =
      List.of("AWS::Serverless::Function", "AWS::Lambda::Function");

  /**
   * One function.
   *
   * @param name its logical id
   * @param handler empty when it isn't said plainly
   * @param runtime empty when it isn't said plainly, or when it is no managed Java runtime
   * @param snapStart whether versions are published with SnapStart
   * @param variables its environment
   */
  public record Function(
      String name,
      Optional<String> handler,
      Optional<JavaRuntime> runtime,
      boolean snapStart,
      Map<String, String> variables) {}

  /**
   * Reads a template.
   *
   * @param yaml or JSON, which is YAML, too; 1 MB at most, as CloudFormation has it
   * @throws IllegalArgumentException when it is neither, or no template
   */
  public static Template read(String yaml) {
    Map<?, ?> root = map(Yaml.read(yaml));
    Map<?, ?> resources = map(root.get("Resources"));
    if (resources.isEmpty()) {
      throw new IllegalArgumentException(
          "it has no Resources; name a SAM or CloudFormation template");
    }
    Map<?, ?> global = map(map(root.get("Globals")).get("Function"));
    List<Function> functions = new ArrayList<>();
    resources.forEach(
        (name, resource) -> {
          if (TYPES.contains(map(resource).get("Type"))) {
            functions.add(function(name.toString(), global, map(map(resource).get("Properties"))));
          }
        });
    return new Template(List.copyOf(functions));
  }

  private static Function function(String name, Map<?, ?> global, Map<?, ?> own) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Map<?, ?> level : List.of(global, own)) {
      map(map(level.get("Environment")).get("Variables"))
          .forEach(
              (key, value) -> {
                if (value instanceof String text) {
                  variables.put(key.toString(), text);
                }
              });
    }
    return new Function(
        name,
        text(own, global, "Handler"),
        text(own, global, "Runtime").flatMap(JavaRuntime::of),
        "PublishedVersions".equals(map(either(own, global, "SnapStart")).get("ApplyOn")),
        Map.copyOf(variables));
  }

  private static Object either(Map<?, ?> own, Map<?, ?> global, String key) {
    return own.containsKey(key) ? own.get(key) : global.get(key);
  }

  private static Optional<String> text(Map<?, ?> own, Map<?, ?> global, String key) {
    return either(own, global, key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
