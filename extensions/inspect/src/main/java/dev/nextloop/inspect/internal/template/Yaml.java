package dev.nextloop.inspect.internal.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML as maps, lists and texts. What has a tag of its own, as {@code !Ref}, becomes null. */
public final class Yaml {
  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_DEPTH = 40;

  /** Aliases can make a small text a large tree. */
  private static final int MAX_NODES = 100_000;

  private int nodes;

  private Yaml() {}

  /**
   * Reads one document.
   *
   * @return a map, a list, a text, or null for an empty document
   * @throws IllegalArgumentException when it is no YAML, or more than the limits allow
   */
  public static Object read(String text) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).build();
    try {
      return new Compose(settings).composeString(text).map(new Yaml()::value).orElse(null);
    } catch (YamlEngineException | StackOverflowError e) {
      throw new IllegalArgumentException("it is no YAML that can be read: " + firstLine(e), e);
    }
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  private Object value(Node node) {
    return value(node, 0);
  }

  private Object value(Node node, int depth) {
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
      throw new IllegalArgumentException(
          "it is nested more than %d deep or has more than %d values"
              .formatted(MAX_DEPTH, MAX_NODES));
    }
    if (!node.getTag().getValue().startsWith("tag:yaml.org,2002:")) {
      return null;
    }
    if (node instanceof MappingNode mapping) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (NodeTuple tuple : mapping.getValue()) {
        map.put(value(tuple.getKeyNode(), depth + 1), value(tuple.getValueNode(), depth + 1));
      }
      map.remove(null);
      return map;
    }
    if (node instanceof SequenceNode sequence) {
      List<Object> list = new ArrayList<>();
      sequence.getValue().forEach(item -> list.add(value(item, depth + 1)));
      return list;
    }
    boolean isNull = node.getTag().equals(Tag.NULL);
    return !isNull && node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }
}
