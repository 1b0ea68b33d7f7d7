package dev.nextloop.logging;

import dev.nextloop.launch.Main;
import dev.nextloop.testkit.ScriptedServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A stand-alone function in a JVM of its own, with one logging library or none. */
final class FunctionProcess implements AutoCloseable {
  /** What the function logs with. */
  enum Library {
    LOGBACK("logback-.*|slf4j-api-.*"),
    LOG4J("log4j-.*|slf4j-api-.*"),
    /** SLF4J before java.util.logging. */
    SLF4J_ALONE("slf4j-.*"),
    /** Neither a library nor SLF4J. */
    NONE("-");

    private static final Pattern ANY = Pattern.compile("(logback|log4j|slf4j)-.*\\.jar");
    private final Pattern kept;

    Library(String kept) {
      this.kept = Pattern.compile("(" + kept + ")\\.jar");
    }

    private String classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(entry -> isKept(Path.of(entry).getFileName().toString()))
          .collect(Collectors.joining(File.pathSeparator));
    }

    private boolean isKept(String jar) {
      return !ANY.matcher(jar).matches() || kept.matcher(jar).matches();
    }
  }

  private final Process process;
  private final Path errors;

  private FunctionProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** What a function is to be, before it is started. */
  static final class Plan {
    private final Library library;
    private final String handler;
    private final Map<String, String> variables = new TreeMap<>();
    private final List<String> options = new ArrayList<>();
    private String shell = "exec \"$@\"";
    private String classes = "";
    private Class<?> main = Main.class;

    private Plan(Library library, String handler) {
      this.library = library;
      this.handler = handler;
    }

    Plan variable(String name, String value) {
      variables.put(name, value);
      return this;
    }

    Plan option(String option) {
      options.add(option);
      return this;
    }

    /** Has further classes before the others. */
    Plan classes(Path directory) {
      classes = directory + File.pathSeparator;
      return this;
    }

    /** Has another program than the launcher. */
    Plan main(Class<?> program) {
      main = program;
      return this;
    }

    /** Has a shell start it, which moves descriptors. */
    Plan shell(String command) {
      shell = command;
      return this;
    }

    FunctionProcess start(ScriptedServer server, Path directory) throws IOException {
      List<String> command = new ArrayList<>(List.of("bash", "-c", shell, "bash"));
      command.add(System.getProperty("java.home") + "/bin/java");
      command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      command.addAll(options);
      command.addAll(List.of("-cp", classes + library.classPath(), main.getName()));
      command.add(handler);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().removeIf(name -> name.matches("(JAVA_TOOL|AWS_|NEXTLOOP).*"));
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", server.authority());
      builder.environment().put("NEXTLOOP_SETUP", LoggingSetup.class.getName());
      builder.environment().putAll(variables);
      Path errors = directory.resolve("errors");
      return new FunctionProcess(builder.redirectError(errors.toFile()).start(), errors);
    }
  }

  static Plan of(Library library, Class<?> handler) {
    return of(library, handler.getName());
  }

  static Plan of(Library library, String handler) {
    return new Plan(library, handler);
  }

  /** Its standard output. */
  InputStream output() {
    return process.getInputStream();
  }

  /** Its standard output, line by line. */
  BufferedReader lines() {
    return new BufferedReader(new InputStreamReader(output(), StandardCharsets.UTF_8));
  }

  /** SIGTERM; its output can still be read. */
  void stop() throws Exception {
    Process kill = new ProcessBuilder("kill", "" + process.pid()).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("no such process any more: " + errors());
    }
  }

  /** Its exit code. */
  int await() throws InterruptedException {
    return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** What it has said on standard error. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
