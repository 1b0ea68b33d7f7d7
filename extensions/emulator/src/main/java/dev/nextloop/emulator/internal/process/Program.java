package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a small program of the system to its end; blocks. */
final class Program {
  /** All that a helper sees of an environment. */
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final int SECONDS = 10;
  private static final int MAX_OUTPUT = 4096;

  private Program() {}

  /** Runs it; a status other than 0 is an exception with what the program said. */
  static void run(StartGate gate, String... command) throws IOException {
    run(gate, List.of(command));
  }

  static void run(StartGate gate, List<String> command) throws IOException {
    run(gate, command, Map.of());
  }

  /** Runs it with variables beside, or in place of, its PATH; returns what it said. */
  static String run(StartGate gate, List<String> command, Map<String, String> variables)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().putAll(variables);
    Process process = gate.start(builder);
    try (InputStream output = process.getInputStream()) {
      process.getOutputStream().close();
      String said = new String(output.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(command.get(0) + " did not end within " + SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            command.get(0) + " ended with status " + process.exitValue() + ": " + said);
      }
      return said;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(command.get(0) + " was interrupted", interrupted);
    } finally {
      process.destroyForcibly();
    }
  }
}
