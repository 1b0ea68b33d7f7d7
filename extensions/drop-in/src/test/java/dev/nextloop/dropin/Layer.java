package dev.nextloop.dropin;

import dev.nextloop.testkit.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A directory that stands for {@code /opt}, with the wrapper and a java that prints its arguments.
 *
 * @param directory the layer's
 */
record Layer(Path directory) {
  /** Prints arguments that may hold anything, each with a NUL behind it. */
  static final String JAVA = "#!/bin/sh\nprintf '%s\\0' \"$@\"\n";

  /** The shells of this machine that may be /bin/sh where the layer runs; Amazon Linux has bash. */
  static Stream<List<String>> shells() {
    return Stream.of(List.of("dash"), List.of("bash", "--posix"), List.of("busybox", "sh"))
        .map(shell -> Stream.concat(Stream.of("/bin/" + shell.get(0)), shell.stream().skip(1)))
        .map(Stream::toList)
        .map(shell -> inUsr(shell))
        .filter(shell -> Files.isExecutable(Path.of(shell.get(0))));
  }

  private static List<String> inUsr(List<String> shell) {
    if (Files.isExecutable(Path.of(shell.get(0)))) {
      return shell;
    }
    List<String> other = new ArrayList<>(shell);
    other.set(0, "/usr" + shell.get(0));
    return other;
  }

  /** Lays it out below a directory. */
  static Layer in(Path parent) throws IOException {
    Layer layer = new Layer(Files.createDirectories(parent.resolve("opt")));
    layer.program("nextloop-wrapper", Files.readString(Path.of("src/main/layer/nextloop-wrapper")));
    layer.program("java", JAVA);
    return layer;
  }

  Path wrapper() {
    return directory.resolve("nextloop-wrapper");
  }

  Path java() {
    return directory.resolve("java");
  }

  /** Writes a program that anybody may run. */
  Path program(String name, String text) throws IOException {
    return Programs.write(directory.resolve(name), text);
  }

  /** What the wrapper puts behind the class path. */
  String jars() throws IOException {
    Run run = run(List.of(), Map.of(), List.of("-cp", "", "lambdainternal.AWSLambda"));
    return run.arguments().get(1);
  }

  /** What the wrapper puts in place of the runtime's main class. */
  List<String> main() {
    return List.of(
        "-Djava.security.properties=" + directory + "/nextloop/java.security",
        "-Dnextloop.handler-provider=dev.nextloop.awscore.AwsHandlerProvider",
        "-Dorg.crac.Core.Compat=dev.nextloop.crac",
        "dev.nextloop.launch.Main");
  }

  /** The same as paths below the layer, with these variables set. */
  List<String> jarNames(Map<String, String> variables) throws IOException {
    Run run = run(List.of(), variables, List.of("-cp", "", "lambdainternal.AWSLambda"));
    return Arrays.stream(run.arguments().get(1).substring(1).split(":"))
        .map(jar -> directory.relativize(Path.of(jar)).toString())
        .toList();
  }

  /** Starts the wrapper with java and these arguments, as the managed runtime does. */
  Run run(List<String> shell, Map<String, String> variables, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(shell);
    command.add(wrapper().toString());
    command.add(java().toString());
    command.addAll(arguments);
    return start(command, variables);
  }

  /** Starts any command, with these variables and an empty PATH. */
  Run start(List<String> command, Map<String, String> variables) throws IOException {
    Path err = Files.createTempFile(directory, "run", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(new TreeMap<>(variables));
    builder.environment().putIfAbsent("PATH", directory.resolve("empty").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " does not end: " + Files.readString(err));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return new Run(process.exitValue(), out, Files.readString(err));
  }

  /**
   * What came of it.
   *
   * @param exit code
   * @param out standard output: the arguments of java, each with a NUL behind it
   * @param err standard error
   */
  record Run(int exit, String out, String err) {
    List<String> arguments() {
      String[] parts = out.split("\0", -1);
      return Arrays.asList(parts).subList(0, parts.length - 1);
    }
  }
}
