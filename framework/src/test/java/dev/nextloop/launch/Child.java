package dev.nextloop.launch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A function in a JVM of its own, of the JDK that runs the tests. */
final class Child implements AutoCloseable {
  private static final long LIMIT_SECONDS = 30;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> out;
  private final CompletableFuture<String> err;

  private Child(Process process) {
    this.process = process;
    this.out = CompletableFuture.supplyAsync(this::readLines, Child::onItsOwnThread);
    this.err = read(process.getErrorStream());
  }

  private static void onItsOwnThread(Runnable task) {
    new Thread(task, "output of child").start();
  }

  private String readLines() {
    StringBuilder all = new StringBuilder();
    process
        .inputReader(StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              lines.add(line);
              all.append(line).append('\n');
            });
    return all.toString();
  }

  /** Waits until the child has printed a line. */
  void awaitLine(String expected) throws InterruptedException {
    String line;
    do {
      line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("the child has not printed '" + expected + "'");
      }
    } while (!line.equals(expected));
  }

  private static CompletableFuture<String> read(java.io.InputStream in) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Child::onItsOwnThread);
  }

  /** Where a class was loaded from: a jar or a folder. */
  static String home(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return Path.of(java.net.URI.create(source.getLocation().toString())).toString();
  }

  static Command of(Class<?> handler, String runtimeApi) {
    return new Command(handler.getName(), runtimeApi);
  }

  static Command named(String handler, String runtimeApi) {
    return new Command(handler, runtimeApi);
  }

  long pid() {
    return process.pid();
  }

  /** SIGTERM. */
  void term() {
    // Not the process itself: that would close its output as well.
    process.toHandle().destroy();
  }

  /** SIGSTOP; returns when nothing of the process runs any more. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
    Path stat = Path.of("/proc", "" + pid(), "stat");
    while (!Files.readString(stat).contains(") T ")) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** SIGCONT. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** SIGKILL; what it has printed stays readable. */
  void kill() throws IOException, InterruptedException {
    signal("KILL");
    awaitExit();
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + pid()).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("no SIG" + name + " for process " + pid());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the child still runs after " + LIMIT_SECONDS + " s");
    }
    return process.exitValue();
  }

  String out() {
    return out.join();
  }

  List<String> errors() {
    return err.join().lines().toList();
  }

  String lastLine() {
    return err.join().lines().reduce("", (before, line) -> line);
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }

  /** What the child is started with. */
  static final class Command {
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<String> jvm = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");

    private Command(String handler, String runtimeApi) {
      variables.put("_HANDLER", handler);
      variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    }

    Command with(String variable, String value) {
      variables.put(variable, value);
      return this;
    }

    Command jvm(String... arguments) {
      jvm.addAll(List.of(arguments));
      return this;
    }

    Command classPath(String... entries) {
      classPath = Arrays.stream(entries).collect(Collectors.joining(File.pathSeparator));
      return this;
    }

    Child start() throws IOException {
      List<String> command = new ArrayList<>();
      command.add(System.getProperty("java.home") + "/bin/java");
      command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      command.addAll(jvm);
      command.addAll(List.of("-cp", classPath, Main.class.getName()));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
      builder.environment().putAll(variables);
      return new Child(builder.start());
    }
  }
}
