package dev.nextloop.awscore;

import dev.nextloop.launch.Main;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A function in a JVM of its own, started as the managed runtime starts it. */
final class Child implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final CompletableFuture<String> out;
  private final CompletableFuture<String> err;

  private Child(Process process) {
    this.process = process;
    this.out = read(process.getInputStream());
    this.err = read(process.getErrorStream());
  }

  private static CompletableFuture<String> read(InputStream in) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> new Thread(task, "output of child").start());
  }

  /** That of the tests, without the empty entry that means the working folder. */
  static String testClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  static Command named(String handler, String runtimeApi) {
    return new Command(handler, runtimeApi);
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the child still runs after " + LIMIT_SECONDS + " s");
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it by SIGTERM. */
  Child ended() throws InterruptedException {
    process.toHandle().destroy();
    awaitExit();
    return this;
  }

  String out() {
    return out.join();
  }

  String err() {
    return err.join();
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }

  /** What the child is started with. */
  static final class Command {
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private final String handler;
    private String classPath = testClassPath();
    private File root;

    private Command(String handler, String runtimeApi) {
      this.handler = handler;
      variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
      variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
    }

    Command with(String variable, String value) {
      variables.put(variable, value);
      return this;
    }

    /** Puts an entry before all others of the class path. */
    Command behind(Path entry) {
      classPath = entry + File.pathSeparator + classPath;
      return this;
    }

    /** An option of the JVM. */
    Command option(String option) {
      options.add(option);
      return this;
    }

    /** The function's folder. */
    Command in(Path folder) {
      root = folder.toFile();
      return this;
    }

    Child start() throws IOException {
      List<String> command = new ArrayList<>();
      command.add(System.getProperty("java.home") + "/bin/java");
      command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      command.addAll(options);
      command.addAll(List.of("-cp", classPath, Main.class.getName(), handler));
      ProcessBuilder builder = new ProcessBuilder(command).directory(root);
      builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
      builder.environment().putAll(variables);
      return new Child(builder.start());
    }
  }
}
