package dev.nextloop.powertools;

import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A woven function, unpacked as Lambda does it.
 *
 * @param folder the module it is in
 * @param handler its class, without package
 * @param variables what it is configured with
 */
record Function(String folder, String handler, Map<String, String> variables) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A function with logging, metrics or parameters of Powertools 2. */
  static Function of(String handler) {
    return new Function("functions-2", handler, Map.of());
  }

  /** A function with another part of Powertools, of the version that this build has. */
  static Function ofRest(String handler) {
    return new Function(System.getProperty("powertools.rest"), handler, Map.of());
  }

  Function with(String name, String value) {
    Map<String, String> more = new TreeMap<>(variables);
    more.put(name, value);
    return new Function(folder, handler, more);
  }

  /** Gives it {@code events} one after the other. */
  Outcome run(Client client, String... events) {
    return run(client, 1, events);
  }

  /** Gives it {@code events}, as many at once as are there. */
  Outcome runTogether(Client client, String... events) {
    return with("AWS_LAMBDA_MAX_CONCURRENCY", "" + events.length)
        .run(client, events.length, events);
  }

  /** The trace id of the event {@code number}, from 1. */
  static String trace(int number) {
    return "1-5759e988-%024x".formatted(number);
  }

  private Outcome run(Client client, int atOnce, String... events) {
    long deadline = System.currentTimeMillis() + LIMIT.toMillis();
    RuntimeApiScript api = RuntimeApiScript.serving(deadline);
    for (int i = 1; i <= events.length; i++) {
      String header =
          "Lambda-Runtime-Trace-Id: Root=" + trace(i) + ";Parent=%016x;Sampled=1".formatted(i);
      api.offer(
          Replies.event(RuntimeApiScript.id(i), deadline, Replies.text(events[i - 1]), header));
    }
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Path output = Files.createTempFile("function", ".log");
      Process process = start(client, server.authority(), output);
      try {
        // What belongs to an invocation is written before the next is polled.
        while (server.requests(RuntimeCall.NEXT).size() < events.length + atOnce) {
          if (process.waitFor(10, TimeUnit.MILLISECONDS) || past(deadline)) {
            String printed = Files.readString(output);
            throw new AssertionError(client + " got no further:\n" + printed);
          }
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
      Outcome outcome = Outcome.of(server, Files.readAllLines(output));
      Files.delete(output);
      return outcome;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static boolean past(long deadline) {
    return System.currentTimeMillis() > deadline;
  }

  private Process start(Client client, String api, Path output) throws IOException {
    Path root = Path.of("..", folder, "target", "classes").toRealPath();
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    if (Runtime.version().feature() >= 24) {
      // Else these warn of AWS's client, which loads native code.
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(client.command());
    command.add("dev.nextloop.powertools.function." + handler);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(platform());
    environment.put("AWS_LAMBDA_RUNTIME_API", api);
    environment.put("LAMBDA_TASK_ROOT", root.toString());
    environment.put("_HANDLER", "dev.nextloop.powertools.function." + handler);
    environment.putAll(variables);
    builder.directory(root.toFile());
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  private static Map<String, String> platform() {
    Map<String, String> platform = new LinkedHashMap<>();
    platform.put("PATH", "/usr/bin:/bin");
    platform.put("LANG", "en_US.UTF-8");
    platform.put("TZ", ":UTC");
    platform.put("AWS_EXECUTION_ENV", "AWS_Lambda_java17");
    platform.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    platform.put("AWS_LAMBDA_FUNCTION_NAME", "shop");
    platform.put("AWS_LAMBDA_FUNCTION_VERSION", "7");
    platform.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    platform.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/shop");
    platform.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[7]abc");
    platform.put("AWS_REGION", "eu-central-1");
    platform.put("AWS_ACCESS_KEY_ID", "none");
    platform.put("AWS_SECRET_ACCESS_KEY", "none");
    platform.put("POWERTOOLS_SERVICE_NAME", "orders");
    return platform;
  }
}
