package dev.nextloop.cli.internal.demo;

import dev.nextloop.cli.internal.demo.SceneResult.ScriptRun;
import dev.nextloop.cli.internal.lambda.Answer;
import dev.nextloop.cli.internal.lambda.LambdaClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Invokes a function through {@code scan_lambda.py}, as a client that shares no code with this
 * command.
 *
 * @param python name or path of the interpreter
 * @param script the file
 * @param endpoint the emulator's
 */
record ScanScript(String python, Path script, URI endpoint) {
  private static final long PATIENCE_SECONDS = 30;

  /** More than the script prints for any answer of the demo. */
  private static final int MAX_OUTPUT_BYTES = 1 << 20;

  /** Runs it; without the interpreter, invokes the function directly and says so. */
  ScriptRun run(Scene scene, LambdaClient instead) {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  List.of(
                      python,
                      script.toString(),
                      "--endpoint",
                      endpoint.toString(),
                      "--function",
                      scene.function(),
                      "--event",
                      Scene.EVENT))
              .redirectErrorStream(true)
              .start();
    } catch (IOException absent) {
      Answer answer = instead.invoke(scene.function(), event());
      return new ScriptRun(
          false,
          scene.right(answer.text()),
          python + " was not found; invoked once more by this command instead");
    }
    return finish(scene, process);
  }

  private static byte[] event() {
    return Scene.EVENT.getBytes(StandardCharsets.UTF_8);
  }

  private static ScriptRun finish(Scene scene, Process process) {
    try {
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      boolean right = ended && process.exitValue() == 0 && output.contains(scene.expected());
      return new ScriptRun(true, right, output);
    } catch (IOException e) {
      return new ScriptRun(true, false, "its output can't be read: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ScriptRun(true, false, "interrupted");
    } finally {
      process.destroyForcibly();
    }
  }
}
