package dev.nextloop.cli.internal.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.Machine;
import dev.nextloop.cli.internal.lambda.LocalLambda;
import dev.nextloop.emulator.EmulatorOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the emulator until the process is asked to end. */
@Command(
    name = "serve",
    description = {
      "Run a local Lambda until Ctrl-C (which ends the process with 130, SIGTERM with 143).",
      "It listens on the loopback address only and runs code for whoever reaches it."
    })
final class ServeCommand implements Callable<Integer> {
  /** In picocli's own notation: the variable, else 9000. */
  static final String DEFAULT_PORT = "${env:NEXTLOOP_PORT:-9000}";

  static final String DEFAULT_ENDPOINT = "${env:NEXTLOOP_ENDPOINT:-http://127.0.0.1:9000}";

  private static final Duration LONG = Duration.ofHours(1);

  private final Machine machine;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = DEFAULT_PORT,
      description = "Where to listen; 0 lets the system choose. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Keep functions and layers there. Default: they are gone at the end.")
  private Path state;

  @Option(
      names = "--snapshot-cycles",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How often one process of a published SnapStart version may be restored in a row, 1 to"
              + " 100; clients are told by NEXTLOOP_SNAPSHOT_CYCLES. Default: ${DEFAULT-VALUE}")
  private int snapshotCycles;

  @Option(names = "--json", description = "Print the endpoint as one line of JSON.")
  private boolean json;

  ServeCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() {
    if (snapshotCycles < 1 || snapshotCycles > 100) {
      throw new CommandFailure(
          Exit.USAGE, "--snapshot-cycles must be 1 to 100, but is " + snapshotCycles);
    }
    EmulatorOptions options =
        Emulators.options(machine, port)
            .snapshotCopies(snapshotCycles)
            .stateDirectory(state == null ? null : machine.directory().resolve(state));
    LocalLambda lambda = LocalLambda.start(options);
    machine.atEnd(lambda::close);
    announce(lambda.endpoint());
    while (machine.pause(LONG)) {
      // Nothing to do: the emulator has threads of its own.
    }
    return Exit.OK.code();
  }

  private void announce(URI endpoint) {
    if (json) {
      machine
          .out()
          .println(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("endpoint", endpoint.toString())
                  .toString());
      return;
    }
    machine
        .out()
        .printf(
            """
            A local Lambda answers at %1$s until Ctrl-C. Any credentials will do.

            AWS CLI   aws --endpoint-url %1$s --region us-east-1 lambda list-functions

            SDKs      export AWS_ENDPOINT_URL_LAMBDA=%1$s AWS_REGION=us-east-1
                      export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local

            Java      LambdaClient.builder()
                          .endpointOverride(URI.create("%1$s"))
                          .region(Region.US_EAST_1)
                          .credentialsProvider(StaticCredentialsProvider.create(
                              AwsBasicCredentials.create("local", "local")))
                          .build();

            boto3     boto3.client("lambda", endpoint_url="%1$s", region_name="us-east-1",
                                   aws_access_key_id="local", aws_secret_access_key="local")

            curl      curl %1$s/2015-03-31/functions
                      curl -d '{"key":"value"}' %1$s/2015-03-31/functions/NAME/invocations
            """,
            endpoint);
    machine.out().flush();
  }
}
