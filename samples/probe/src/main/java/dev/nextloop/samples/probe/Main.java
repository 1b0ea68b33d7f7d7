package dev.nextloop.samples.probe;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The probe: a runtime of its own that reports what it sees on the wire. The one class here that
 * asks the machine.
 */
public final class Main {
  private Main() {}

  /**
   * Runs it.
   *
   * @param arguments the command line that a wrapper was called with; none as a bootstrap
   */
  public static void main(String[] arguments) {
    String api = System.getenv("AWS_LAMBDA_RUNTIME_API");
    if (api == null || !api.matches(".+:\\d{1,5}")) {
      System.err.println(
          "probe: AWS_LAMBDA_RUNTIME_API must be host:port; start this as a Lambda function");
      System.exit(2);
    }
    FreezeWatch watch = new FreezeWatch(System::nanoTime, System::currentTimeMillis);
    watch.start();
    Facts facts = new Facts(surroundings(List.of(arguments)));
    boolean snapStart = "snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
    try {
      new Probe(api, System::nanoTime, watch, facts).run(snapStart);
    } catch (IOException e) {
      System.err.println("probe: the Runtime API can't be reached: " + e.getMessage());
      System.exit(1);
    }
  }

  private static Map<String, Object> surroundings(List<String> arguments) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("runtime", System.getenv().getOrDefault("AWS_EXECUTION_ENV", "provided"));
    facts.put(
        "initialization",
        System.getenv().getOrDefault("AWS_LAMBDA_INITIALIZATION_TYPE", "unknown"));
    facts.put("memory", System.getenv().getOrDefault("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "unknown"));
    facts.put("java", System.getProperty("java.version"));
    facts.put("api", System.getenv("AWS_LAMBDA_RUNTIME_API").replaceFirst(":\\d+$", ""));
    facts.put("keysAtStart", System.getenv("AWS_ACCESS_KEY_ID") != null);
    facts.put("wrapper", arguments.isEmpty() ? null : CommandLine.redacted(arguments));
    return facts;
  }
}
