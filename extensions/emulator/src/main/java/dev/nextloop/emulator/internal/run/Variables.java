package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.Roots;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The variables of an execution environment. Nothing of the emulator's own environment is in them,
 * and the credentials are dummies. Order, later wins: defaults, the function's own, reserved.
 */
final class Variables {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /** Reserved names that have no value here; a function's own value would mislead SDKs. */
  private static final Set<String> RESERVED_WITHOUT_VALUE =
      Set.of(
          "AWS_EXECUTION_ENV",
          "AWS_ACCESS_KEY",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          "AWS_LAMBDA_METADATA_API",
          "AWS_LAMBDA_METADATA_TOKEN",
          "AWS_LAMBDA_MAX_CONCURRENCY");

  private Variables() {}

  static Map<String, String> of(
      FunctionSpec spec, String region, String logStream, int apiPort, Roots seen) {
    Map<String, String> variables = new LinkedHashMap<>(defaults(seen));
    spec.environment()
        .forEach(
            (name, value) -> {
              if (NAME.matcher(name).matches() && !RESERVED_WITHOUT_VALUE.contains(name)) {
                variables.put(name, value);
              }
            });
    variables.putAll(reserved(spec, region, logStream, apiPort, seen));
    return variables;
  }

  private static Map<String, String> defaults(Roots seen) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("LANG", "en_US.UTF-8");
    variables.put("TZ", ":UTC");
    variables.put("PATH", path(seen));
    variables.put("LD_LIBRARY_PATH", libraryPath(seen));
    variables.put("AWS_LAMBDA_LOG_FORMAT", "TEXT");
    variables.put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    variables.put("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000");
    if (!seen.scratch().equals(Path.of("/tmp"))) {
      variables.put("TMPDIR", seen.scratch().toString());
    }
    return variables;
  }

  private static String path(Roots seen) {
    String path = "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin";
    if (seen.opt() != null) {
      path = path.replace("/opt", seen.opt().toString());
    }
    return seen.language() == null ? path : path.replace("/var/lang", seen.language().toString());
  }

  private static String libraryPath(Roots seen) {
    String task = seen.task() == null ? "/var/task" : seen.task().toString();
    String opt = seen.opt() == null ? "/opt" : seen.opt().toString();
    return String.join(
        ":",
        List.of(
            "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib",
            task,
            task + "/lib",
            opt + "/lib"));
  }

  private static Map<String, String> reserved(
      FunctionSpec spec, String region, String logStream, int apiPort, Roots seen) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + apiPort);
    variables.put("_HANDLER", spec.handler());
    variables.put(
        "LAMBDA_TASK_ROOT",
        (seen.task() == null ? seen.workingDirectory() : seen.task()).toString());
    variables.put(
        "LAMBDA_RUNTIME_DIR", seen.runtime() == null ? "/var/runtime" : seen.runtime().toString());
    variables.put("AWS_REGION", region);
    variables.put("AWS_DEFAULT_REGION", region);
    variables.put("AWS_ACCESS_KEY_ID", "test");
    variables.put("AWS_SECRET_ACCESS_KEY", "test");
    variables.put("AWS_SESSION_TOKEN", "test");
    variables.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", spec.version());
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memoryMb()));
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + spec.name());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    variables.put("_AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1");
    variables.put("_AWS_XRAY_DAEMON_PORT", "2000");
    if (!spec.runtime().startsWith("provided")) {
      variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + spec.runtime());
    }
    return variables;
  }
}
