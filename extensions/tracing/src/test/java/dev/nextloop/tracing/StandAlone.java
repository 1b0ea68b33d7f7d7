package dev.nextloop.tracing;

import dev.nextloop.launch.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A stand-alone function in a JVM of its own, of the JDK that runs the tests. */
final class StandAlone implements AutoCloseable {
  private final Process process;
  private final CompletableFuture<String> errors;

  private StandAlone(Process process) {
    this.process = process;
    this.errors = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                byte[] all = process.getErrorStream().readAllBytes();
                errors.complete(new String(all, StandardCharsets.UTF_8));
              } catch (IOException e) {
                errors.completeExceptionally(e);
              }
            },
            "errors of child");
    reader.setDaemon(true);
    reader.start();
  }

  static StandAlone start(String classPath, Map<String, String> variables) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath,
            Main.class.getName());
    builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
    builder.environment().put("NEXTLOOP_SETUP", TracingSetup.class.getName());
    builder.environment().putAll(variables);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return new StandAlone(builder.start());
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the function still runs");
    }
    return process.exitValue();
  }

  /** Ends it; what it has logged. */
  String ended() throws Exception {
    process.toHandle().destroy();
    return errors.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }
}
