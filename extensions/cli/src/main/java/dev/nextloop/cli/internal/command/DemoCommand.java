package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Machine;
import dev.nextloop.cli.internal.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what a layer, a custom runtime and a function do. */
@Command(
    name = "demo",
    description = {
      "Publish a layer and a function on a local Lambda and invoke it: first with a shell bootstrap"
          + " that calls curl, then with Nextloop as bootstrap, then in Java.",
      "Ends with 0 only if every answer was right."
    })
final class DemoCommand implements Callable<Integer> {
  private final Machine machine;

  @Option(names = "--json", description = "Print the results as JSON, nothing else.")
  private boolean json;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      defaultValue = "python3",
      description = "Interpreter for scan_lambda.py. Default: ${DEFAULT-VALUE}")
  private String python;

  DemoCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() {
    Exit exit = new Demo(machine, python).run(json);
    return exit.code();
  }
}
