package dev.nextloop.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A ./nextloop serve or run in a child process. */
final class Server implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  private final Process process;
  private final String endpoint;

  private Server(Process process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts one and waits until it says where it answers. */
  static Server start(Path directory, Map<String, String> variables, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(variables);
    Process process = builder.start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return new Server(process, address.group());
      }
    }
    process.destroyForcibly();
    throw new AssertionError(command + " ended without saying where it answers");
  }

  String endpoint() {
    return endpoint;
  }

  /** Asks it to end, as a service manager does, and waits for it. */
  int stop() {
    process.destroy();
    Await.until("the end of the server", () -> !process.isAlive());
    return process.exitValue();
  }

  @Override
  public void close() {
    stop();
  }
}
