package dev.nextloop.cli.internal.demo;

import dev.nextloop.cli.internal.Installation;
import dev.nextloop.cli.internal.pack.Archive;
import java.nio.file.Path;
import java.util.List;

/**
 * One function of the demo.
 *
 * @param title for the reader
 * @param label the same in two words
 * @param function its name
 * @param handler its handler string
 * @param layerName under which the layer is published
 * @param layer what is in it
 * @param code what is in the function's zip
 * @param expected what the answer must be, or end with where it is not ours
 * @param ours whether Nextloop is the runtime: then nothing may stand before the answer, and no
 *     secret may show
 */
record Scene(
    String title,
    String label,
    String function,
    String handler,
    String layerName,
    Archive layer,
    Archive code,
    String expected,
    boolean ours) {

  /** What every function gets. */
  static final String EVENT = "{\"key\":\"value\"}";

  private static final String ECHOED = "Echoing request: '" + EVENT + "'";

  /** The three functions in the order of the story. */
  static List<Scene> all(Installation installed) {
    Path runlambda = installed.runlambda();
    Path insecure = runlambda.resolve("insecure");
    return List.of(
        new Scene(
            "The article's way: a bootstrap in shell that calls curl",
            "shell and curl",
            "runlambda-insecure",
            "function.handler",
            "runtime-shell-insecure",
            Archive.EMPTY.with("bootstrap", insecure.resolve("bootstrap")),
            Archive.EMPTY.with("function.sh", insecure.resolve("function.sh")),
            ECHOED,
            false),
        new Scene(
            "Nextloop as bootstrap, with a shell function",
            "Nextloop, shell",
            "runlambda",
            "function.handler",
            "runtime-shell",
            Archive.EMPTY.with("", installed.layer()),
            Archive.EMPTY.with("function.sh", runlambda.resolve("function.sh")),
            ECHOED,
            true),
        new Scene(
            "Nextloop as bootstrap, with a Java function",
            "Nextloop, Java",
            "echo",
            "dev.nextloop.samples.echo.Echo",
            "runtime-shell",
            Archive.EMPTY.with("", installed.layer()),
            Archive.EMPTY.with("lib/echo.jar", installed.sampleJar("echo")),
            EVENT,
            true));
  }

  /** Whether an answer is the one expected; shells end their output with a line end. */
  boolean right(String answer) {
    String body = answer.stripTrailing();
    return ours ? body.equals(expected) : body.endsWith(expected);
  }
}
