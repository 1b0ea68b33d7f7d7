package dev.nextloop.samples.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** template.yaml has the keys that SAM asks for, within Lambda's ranges. */
class TemplateTest {
  private static Map<?, ?> template;

  @BeforeAll
  static void parse() throws IOException {
    ConstructNode reference = node -> Map.of("Ref", ((ScalarNode) node).getValue());
    LoadSettings settings =
        LoadSettings.builder().setTagConstructors(Map.of(new Tag("!Ref"), reference)).build();
    template =
        (Map<?, ?>) new Load(settings).loadFromString(Files.readString(Path.of("template.yaml")));
  }

  private static Map<?, ?> in(Object map, String... path) {
    Object at = map;
    for (String key : path) {
      at = ((Map<?, ?>) at).get(key);
      assertThat(at).as(key).isInstanceOf(Map.class);
    }
    return (Map<?, ?>) at;
  }

  private static List<Object> list(Object value) {
    return List.copyOf((List<?>) value);
  }

  /** The properties of each resource of a type, those of Globals included for functions. */
  private static Map<String, Map<Object, Object>> resources(String type) {
    Map<String, Map<Object, Object>> found = new TreeMap<>();
    in(template, "Resources")
        .forEach(
            (name, resource) -> {
              if (in(resource).get("Type").equals(type)) {
                Map<Object, Object> properties = new java.util.HashMap<>();
                if (type.endsWith("Function")) {
                  properties.putAll(in(template, "Globals", "Function"));
                }
                properties.putAll(in(resource, "Properties"));
                found.put(name.toString(), properties);
              }
            });
    return found;
  }

  @Test
  void saysThatItIsASamTemplate() {
    assertThat(template.get("Transform")).isEqualTo("AWS::Serverless-2016-10-31");
    assertThat(resources("AWS::Serverless::Function"))
        .containsOnlyKeys("RestoreProbe", "WireProbe", "WrapperProbe");
  }

  @Test
  void everyFunctionHasWhatLambdaAsksFor() {
    resources("AWS::Serverless::Function")
        .forEach(
            (name, function) -> {
              assertThat(function.get("Runtime")).isIn("provided.al2023", "java21");
              assertThat((String) function.get("Handler")).matches("[^\\s]{1,128}");
              assertThat((Integer) function.get("MemorySize")).isBetween(128, 10240);
              assertThat((Integer) function.get("Timeout")).isBetween(1, 900);
              assertThat(list(function.get("Architectures")))
                  .hasSize(1)
                  .isSubsetOf("x86_64", "arm64");
              assertThat(list(function.getOrDefault("Layers", List.of())))
                  .hasSizeLessThanOrEqualTo(5);
              assertThat((String) function.get("FunctionName")).matches("[a-zA-Z0-9-_]{1,64}");
              assertThat(Path.of((String) function.get("CodeUri"))).exists();
            });
  }

  @Test
  void everyFileThatAFunctionIsStartedByIsPackedAndCanBeRun() {
    resources("AWS::Serverless::Function")
        .forEach(
            (name, function) -> {
              Path code = Path.of((String) function.get("CodeUri"));
              String file = "bootstrap";
              if (function.get("Runtime").equals("java21")) {
                file =
                    in(function, "Environment", "Variables")
                        .get("AWS_LAMBDA_EXEC_WRAPPER")
                        .toString()
                        .replace("/var/task/", "");
              }
              assertThat(code.resolve(file)).as(name).isExecutable();
            });
  }

  @Test
  void everyReferenceLeadsToALayerThatFitsTheFunction() {
    Set<String> layers = resources("AWS::Serverless::LayerVersion").keySet();
    resources("AWS::Serverless::Function")
        .forEach(
            (name, function) -> {
              for (Object layer : list(function.getOrDefault("Layers", List.of()))) {
                String referred = in(layer).get("Ref").toString();
                assertThat(layers).contains(referred);
                Map<?, ?> properties = resources("AWS::Serverless::LayerVersion").get(referred);
                assertThat(list(properties.get("CompatibleRuntimes")))
                    .contains(function.get("Runtime"));
                assertThat(list(properties.get("CompatibleArchitectures")))
                    .containsAll(list(function.get("Architectures")));
              }
            });
  }

  @Test
  void onlyVersionsArePublishedWithSnapStart() {
    Map<Object, Object> function = resources("AWS::Serverless::Function").get("RestoreProbe");

    assertThat(in(function, "SnapStart").get("ApplyOn")).isEqualTo("PublishedVersions");
    assertThat(function.get("AutoPublishAlias")).isEqualTo("live");
    assertThat(function.get("Runtime")).isEqualTo("java21");
  }
}
