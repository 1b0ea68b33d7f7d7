package dev.nextloop.opentelemetry;

import dev.nextloop.launch.Main;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/** A stand-alone function in a JVM of its own. */
record FunctionProcess(Process process, BlockingQueue<String> lines) implements AutoCloseable {

  /**
   * Starts it.
   *
   * @param without beginnings of the names of jars that are left out of this JVM's class path
   */
  static FunctionProcess start(Map<String, String> variables, String... without)
      throws IOException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(
                entry -> Arrays.stream(without).noneMatch(new File(entry).getName()::startsWith))
            .collect(Collectors.joining(File.pathSeparator));
    return start(variables, classPath);
  }

  /** Starts it with this class path. */
  static FunctionProcess start(Map<String, String> variables, String classPath) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.add(Main.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("(JAVA_TOOL|OTEL_|AWS_).*"));
    builder.environment().putAll(variables);
    FunctionProcess function = new FunctionProcess(builder.start(), new LinkedBlockingQueue<>());
    new Thread(function::read, "output of function").start();
    return function;
  }

  private void read() {
    process.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::add);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
