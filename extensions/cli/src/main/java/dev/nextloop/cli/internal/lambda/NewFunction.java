package dev.nextloop.cli.internal.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nextloop.cli.internal.pack.Archive;
import java.util.List;
import java.util.Map;

/**
 * What CreateFunction is told.
 *
 * @param name of the function
 * @param runtime for instance {@code provided.al2023}
 * @param handler becomes {@code _HANDLER}
 * @param code the code
 * @param layers ARNs in merge order
 * @param environment the function's variables
 * @param timeoutSeconds 1 to 900
 * @param memoryMb 128 to 10,240
 */
public record NewFunction(
    String name,
    String runtime,
    String handler,
    Archive code,
    List<String> layers,
    Map<String, String> environment,
    int timeoutSeconds,
    int memoryMb) {

  /** What Nextloop's own layer and bootstraps run on. */
  public static final String OS_ONLY = "provided.al2023";

  /** For the OS-only runtime, with 10 s and 512 MB. */
  public NewFunction(
      String name,
      String handler,
      Archive code,
      List<String> layers,
      Map<String, String> environment) {
    this(name, OS_ONLY, handler, code, layers, environment, 10, 512);
  }

  /** The request as the service's model has it. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("FunctionName", name);
    json.put("Runtime", runtime);
    json.put("Role", "arn:aws:iam::123456789012:role/local");
    json.put("Handler", handler);
    json.put("Timeout", timeoutSeconds);
    json.put("MemorySize", memoryMb);
    json.putObject("Code").put("ZipFile", code.bytes());
    layers.forEach(json.putArray("Layers")::add);
    ObjectNode variables = json.putObject("Environment").putObject("Variables");
    environment.forEach(variables::put);
    return json;
  }
}
