package dev.nextloop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.launch.Main;
import dev.nextloop.testkit.ScriptedServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A function with metrics in a JVM of its own, whose log goes to a file. */
final class FunctionProcess implements AutoCloseable {
  private static final Pattern TESTS_ONLY =
      Pattern.compile("slf4j|json-schema|prometheus|otlp|opentelemetry|protobuf|databind|junit");

  private final Process process;
  private final Path log;

  private FunctionProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static FunctionProcess start(
      String handler, ScriptedServer server, Path folder, Map<String, String> variables)
      throws IOException {
    return start(command(handler), server, folder, variables);
  }

  /** What a function has on its class path: nothing of what only tests need. */
  private static String classPath() {
    String all = System.getProperty("java.class.path");
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(path -> !TESTS_ONLY.matcher(path).find())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** With a folder of further classes. */
  static List<String> commandWith(Path classes, String handler) {
    return command(classPath() + File.pathSeparator + classes, handler, new String[0]);
  }

  static List<String> command(String handler, String... jvmArguments) {
    return command(classPath(), handler, jvmArguments);
  }

  private static List<String> command(String classPath, String handler, String[] jvmArguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(jvmArguments));
    command.addAll(List.of("-cp", classPath, Main.class.getName(), handler));
    return command;
  }

  static FunctionProcess start(
      List<String> command, ScriptedServer server, Path folder, Map<String, String> variables)
      throws IOException {
    Path log = Files.createTempFile(folder, "function", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.matches("(JAVA_TOOL|AWS_|NEXTLOOP).*"));
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", server.authority());
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "orders");
    builder.environment().put("NEXTLOOP_SETUP", EmfSetup.class.getName());
    builder.environment().putAll(variables);
    return new FunctionProcess(builder.start(), log);
  }

  /** What it has written, every line checked. */
  List<Line> lines() throws IOException {
    List<String> all = Files.readAllLines(log);
    List<Line> lines = Line.among(all);
    assertThat(all).hasSameSizeAs(lines);
    return lines;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** SIGTERM, and the end. */
  int term() throws InterruptedException, IOException {
    process.destroy();
    return exit();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  int exit() throws InterruptedException, IOException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("still runs after 30 s; it wrote " + Files.readString(log));
    }
    return process.exitValue();
  }

  /** SIGSTOP for so long, then SIGCONT. */
  void freeze(long millis, Runnable meanwhile) throws Exception {
    signal("STOP");
    TimeUnit.MILLISECONDS.sleep(millis);
    meanwhile.run();
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
