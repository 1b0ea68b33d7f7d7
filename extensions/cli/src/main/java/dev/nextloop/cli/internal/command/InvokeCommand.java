package dev.nextloop.cli.internal.command;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Machine;
import dev.nextloop.cli.internal.lambda.Answer;
import dev.nextloop.cli.internal.lambda.LambdaClient;
import dev.nextloop.cli.internal.text.AnswerJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Invokes a function of a running emulator. */
@Command(
    name = "invoke",
    description = "Invoke a function of a running emulator and print its answer.")
final class InvokeCommand implements Callable<Integer> {
  /** Lambda's limit for a synchronous invocation. */
  private static final int MAX_EVENT_BYTES = 6 * 1024 * 1024;

  private final Machine machine;

  @Parameters(paramLabel = "NAME", description = "Name or ARN of the function.")
  private String name;

  @Option(
      names = "--payload",
      paramLabel = "FILE|-",
      description = "The event: a file, or - for standard input. Default: {}")
  private String payload;

  @Option(names = "--tail", description = "Show the end of the log on standard error.")
  private boolean tail;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      defaultValue = ServeCommand.DEFAULT_ENDPOINT,
      description = "The emulator. Default: ${DEFAULT-VALUE}")
  private URI endpoint;

  @Option(names = "--json", description = "Print status, headers, answer, log and time as JSON.")
  private boolean json;

  InvokeCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() {
    if (endpoint.getHost() == null || !"http".equals(endpoint.getScheme())) {
      throw new CommandFailure(
          Exit.USAGE, "--endpoint must look like http://127.0.0.1:9000, but is " + endpoint);
    }
    Answer answer = new LambdaClient(endpoint, machine::ticks).invoke(name, event());
    if (json) {
      machine.out().println(AnswerJson.of(answer).toPrettyString());
    } else {
      machine.out().println(answer.text());
    }
    if (tail && !json) {
      machine.err().print(answer.log());
      machine.err().flush();
    }
    answer
        .functionError()
        .ifPresent(error -> machine.err().println("nextloop: the function failed: " + error));
    return (answer.functionError().isPresent() ? Exit.FAILED : Exit.OK).code();
  }

  private byte[] event() {
    if (payload == null) {
      return "{}".getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream from =
        payload.equals("-")
            ? machine.in()
            : Files.newInputStream(machine.directory().resolve(payload))) {
      byte[] event = from.readNBytes(MAX_EVENT_BYTES + 1);
      if (event.length > MAX_EVENT_BYTES) {
        throw new CommandFailure(
            Exit.USAGE,
            "--payload "
                + payload
                + " is larger than the "
                + MAX_EVENT_BYTES
                + " bytes of an event");
      }
      return event;
    } catch (IOException e) {
      throw new CommandFailure(Exit.USAGE, "--payload " + payload + " can't be read: " + e, e);
    }
  }
}
