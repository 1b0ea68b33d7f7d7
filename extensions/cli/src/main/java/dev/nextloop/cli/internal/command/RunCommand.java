package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Installation;
import dev.nextloop.cli.internal.Machine;
import dev.nextloop.cli.internal.lambda.LambdaClient;
import dev.nextloop.cli.internal.lambda.LocalLambda;
import dev.nextloop.cli.internal.lambda.NewFunction;
import dev.nextloop.cli.internal.pack.Archive;
import dev.nextloop.cli.internal.run.RunTarget;
import dev.nextloop.cli.internal.run.Served;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves one function and follows its files. */
@Command(
    name = "run",
    description = {
      "Serve one function until Ctrl-C, and upload it again when its files change.",
      "It answers as 'function', so that scripts for the Runtime Interface Emulator work as well."
    })
final class RunCommand implements Callable<Integer> {
  private static final String NAME = "function";

  private final Machine machine;

  @Parameters(
      paramLabel = "JAR|CLASS|BOOTSTRAP|DIR",
      description = {
        "A jar with a handler; the name of a handler class (see --class-path); a program that is a"
            + " runtime itself; or a task root, with a bootstrap of its own or with function.sh."
      })
  private String target;

  @Option(
      names = "--handler",
      paramLabel = "STRING",
      description = "Becomes _HANDLER: com.example.Hello, or function.handler for function.sh.")
  private String handler;

  @Option(
      names = "--runtime",
      paramLabel = "NAME",
      defaultValue = NewFunction.OS_ONLY,
      description = {
        "provided.al2023, with Nextloop's layer; or java17, java21 or java25: AWS's own client on a"
            + " JDK of that version, as the managed runtimes start it. Default: ${DEFAULT-VALUE}"
      })
  private String runtime;

  @Option(
      names = "--drop-in",
      description = "With java17, java21 or java25: run it on Nextloop, by the drop-in layer.")
  private boolean dropIn;

  @Option(
      names = {"--class-path", "-cp"},
      paramLabel = "PATH",
      split = ":",
      description = "Directories and jars to add to the function, separated by colons.")
  private List<String> classPath = List.of();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = ServeCommand.DEFAULT_PORT,
      description = "Where to listen; 0 lets the system choose. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Time limit of an invocation, 1 to 900. Default: ${DEFAULT-VALUE}")
  private int timeout;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      defaultValue = "512",
      description = "Configured memory, 128 to 10240. Default: ${DEFAULT-VALUE}")
  private int memory;

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "The function's variables, one NAME=value a line.")
  private Path envFile;

  RunCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() {
    if (dropIn && !managed()) {
      throw new CommandFailure(
          Exit.USAGE,
          "--drop-in is for AWS's managed Java runtimes; add --runtime java17, java21 or java25");
    }
    RunTarget run = RunTarget.of(target, handler, classPath, machine.directory());
    Map<String, String> environment = environment();
    LocalLambda local = LocalLambda.start(Emulators.options(machine, port));
    machine.atEnd(local::close);
    LambdaClient lambda = local.client(machine::ticks);
    lambda.create(
        new NewFunction(
            NAME,
            runtime,
            run.handler(),
            run.code(),
            layers(run, lambda),
            environment,
            timeout,
            memory));
    machine
        .out()
        .printf(
            "Serving %s, handler %s, until Ctrl-C. Invoke it:%n"
                + "  curl -d '{}' %s/2015-03-31/functions/%s/invocations%n",
            target, run.handler(), local.endpoint(), NAME);
    machine.out().flush();
    new Served(lambda, NAME, run, line -> machine.err().println("nextloop: " + line))
        .follow(machine::pause);
    return Exit.OK.code();
  }

  private List<String> layers(RunTarget run, LambdaClient lambda) {
    if (!dropIn && (run.ownBootstrap() || managed())) {
      return List.of();
    }
    Installation installation = new Installation(machine.home());
    Path layer = dropIn ? installation.dropIn() : installation.layer();
    return List.of(lambda.publishLayer("nextloop", Archive.EMPTY.with("", layer)));
  }

  /** Those bring their own bootstrap and their own JDK. */
  private boolean managed() {
    return !runtime.equals(NewFunction.OS_ONLY);
  }

  private Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>();
    if (!managed()) {
      variables.put("NEXTLOOP_JAVA", machine.java().toString());
    }
    if (dropIn) {
      variables.put("AWS_LAMBDA_EXEC_WRAPPER", "/opt/nextloop-wrapper");
    }
    if (envFile != null) {
      Properties file = new Properties();
      try (Reader reader = Files.newBufferedReader(machine.directory().resolve(envFile))) {
        file.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new CommandFailure(Exit.USAGE, "--env-file " + envFile + " can't be read: " + e, e);
      }
      file.stringPropertyNames().forEach(name -> variables.put(name, file.getProperty(name)));
    }
    return variables;
  }
}
