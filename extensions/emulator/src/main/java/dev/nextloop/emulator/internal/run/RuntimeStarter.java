package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.Bootstrap;
import dev.nextloop.emulator.internal.process.LaunchScript;
import dev.nextloop.emulator.internal.process.Roots;
import dev.nextloop.emulator.internal.process.RuntimeProcess;
import dev.nextloop.emulator.internal.process.Sandbox;
import dev.nextloop.emulator.internal.runtimeapi.ContainerCredentials;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Starts the runtime of one function; what doesn't change from start to start is in its fields. */
final class RuntimeStarter {
  private final Machine machine;
  private final FunctionSpec spec;
  private final String logStream;
  private final ContainerCredentials credentials;

  RuntimeStarter(Machine machine, FunctionSpec spec) {
    this.machine = machine;
    this.spec = spec;
    this.credentials =
        spec.snapStart() ? new ContainerCredentials(machine.options().clock()) : null;
    this.logStream =
        DateTimeFormatter.ofPattern("yyyy/MM/dd")
                .withZone(ZoneOffset.UTC)
                .format(machine.options().clock().instant())
            + "/["
            + spec.version()
            + "]"
            + UUID.randomUUID().toString().replace("-", "");
  }

  /** What a restored runtime gets its credentials from; null for one that is started on demand. */
  ContainerCredentials credentials() {
    return credentials;
  }

  Future<RuntimeProcess> start(EnvironmentFiles files, int apiPort) {
    return machine
        .ground()
        .compose(
            ground ->
                machine
                    .starter()
                    .executeBlocking(() -> startNow(ground.sandbox(), files, apiPort), false));
  }

  private RuntimeProcess startNow(Sandbox sandbox, EnvironmentFiles files, int apiPort)
      throws IOException {
    Roots roots = files.roots();
    Roots seen = sandbox.seenFrom(roots);
    List<String> command =
        spec.code() instanceof Code.Command given
            ? given.command()
            : List.of(Bootstrap.find(roots, seen).toString());
    Path script = files.script();
    Map<String, String> variables =
        Variables.of(spec, machine.options().region(), logStream, apiPort, seen);
    if (credentials != null) {
      forSnapshot(variables, apiPort);
    }
    LaunchScript.write(script, variables, command);
    if (files.uid() >= 0) {
      Trees.setOwner(script, files.uid());
    }
    return RuntimeProcess.start(sandbox, roots, files.uid(), script, files.pipe().path());
  }

  /** What is a copy's own is not in the variables of all copies. */
  private void forSnapshot(Map<String, String> variables, int apiPort) {
    variables
        .keySet()
        .removeAll(
            Set.of(
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SESSION_TOKEN",
                "AWS_LAMBDA_LOG_GROUP_NAME",
                "AWS_LAMBDA_LOG_STREAM_NAME"));
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    variables.put(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://127.0.0.1:" + apiPort + ContainerCredentials.PATH);
    variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", credentials.token());
    int copies = machine.options().snapStart().copies();
    if (copies > 1) {
      variables.put(SnapStart.COPIES, Integer.toString(copies));
    }
  }
}
