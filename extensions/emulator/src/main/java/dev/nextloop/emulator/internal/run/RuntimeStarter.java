package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.Bootstrap;
import dev.nextloop.emulator.internal.process.LaunchScript;
import dev.nextloop.emulator.internal.process.Roots;
import dev.nextloop.emulator.internal.process.RuntimeProcess;
import dev.nextloop.emulator.internal.process.Sandbox;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/** Starts the runtime of one function; what doesn't change from start to start is in its fields. */
final class RuntimeStarter {
  private final Machine machine;
  private final FunctionSpec spec;
  private final String logStream;

  RuntimeStarter(Machine machine, FunctionSpec spec) {
    this.machine = machine;
    this.spec = spec;
    this.logStream =
        DateTimeFormatter.ofPattern("yyyy/MM/dd")
                .withZone(ZoneOffset.UTC)
                .format(machine.options().clock().instant())
            + "/["
            + spec.version()
            + "]"
            + UUID.randomUUID().toString().replace("-", "");
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
    LaunchScript.write(
        script, Variables.of(spec, machine.options().region(), logStream, apiPort, seen), command);
    if (files.uid() >= 0) {
      Trees.setOwner(script, files.uid());
    }
    return RuntimeProcess.start(sandbox, roots, files.uid(), script, files.pipe().path());
  }
}
