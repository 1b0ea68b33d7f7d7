package dev.nextloop.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nextloop.emulator.internal.invoke.Execution;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

/** An emulator in a JVM of its own, to be killed. */
final class ChildEmulator implements AutoCloseable {
  private static final int ENOUGH = 30;

  private final Process process;
  private final String endpoint;

  private ChildEmulator(Process process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static ChildEmulator start(Path state) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildEmulator.class.getName(),
                state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(UTF_8);
    return new ChildEmulator(process, output.readLine());
  }

  /** Runs the child: prints its endpoint and serves until it is killed. */
  public static void main(String[] arguments) {
    Emulator emulator =
        Emulators.await(
            Emulator.start(
                new EmulatorOptions().stateDirectory(Path.of(arguments[0])),
                (vertx, scratch) ->
                    new Execution(ScriptedLauncher.echo(), Future::succeededFuture)));
    System.out.println(emulator.endpoint());
  }

  long pid() {
    return process.pid();
  }

  /**
   * Creates functions {@code f0}, {@code f1} and so on without a pause, and kills the child with
   * SIGKILL in the midst of it.
   *
   * @return how many the child confirmed
   */
  int createFunctionsUntilKilled(byte[] zip) throws InterruptedException {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    int confirmed = 0;
    try {
      while (true) {
        if (confirmed == ENOUGH) {
          // On a thread of its own: the next requests are under way when the signal comes.
          new Thread(process::destroyForcibly).start();
        }
        Map<String, Object> function =
            RestClient.function(
                Map.of("FunctionName", "f" + confirmed, "Code", Map.of("ZipFile", zip)));
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(endpoint + RestClient.FUNCTIONS))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(RestClient.bytes(function)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
          throw new IllegalStateException(answer.body());
        }
        confirmed++;
      }
    } catch (IOException killed) {
      return confirmed;
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
