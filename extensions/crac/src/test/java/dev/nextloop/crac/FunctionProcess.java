package dev.nextloop.crac;

import dev.nextloop.launch.Main;
import dev.nextloop.testkit.ScriptedServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A function under {@code snap-start} in a JVM of its own, on our client or on AWS's. */
final class FunctionProcess implements AutoCloseable {
  private static final String AWS_MAIN =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private final Process process;
  private final Path out;

  private FunctionProcess(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /** Whose client runs the function. */
  enum Client {
    OURS("dev.nextloop.crac", Main.class.getName(), Functions.Ours.class.getName()),
    AWS("com.amazonaws.services.lambda.crac", AWS_MAIN, Functions.Aws.class.getName() + "::handle");

    private final String context;
    private final String main;
    private final String handler;

    Client(String context, String main, String handler) {
      this.context = context;
      this.main = main;
      this.handler = handler;
    }
  }

  static FunctionProcess start(
      Client client, ScriptedServer server, Path folder, Map<String, String> variables)
      throws IOException {
    return start(client, client.handler, ownClassPath(), server, folder, variables);
  }

  /** On our client, with classes of its own. */
  static FunctionProcess start(
      String handler,
      Path classes,
      ScriptedServer server,
      Path folder,
      Map<String, String> variables)
      throws IOException {
    return start(
        Client.OURS,
        handler,
        ownClassPath() + File.pathSeparator + classes,
        server,
        folder,
        variables);
  }

  /** On our client, and with nothing else on the class path. */
  static FunctionProcess onClassPath(
      String classPath,
      String handler,
      ScriptedServer server,
      Path folder,
      Map<String, String> variables)
      throws IOException {
    return start(Client.OURS, handler, classPath, server, folder, variables);
  }

  private static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  private static FunctionProcess start(
      Client client,
      String handler,
      String classPath,
      ScriptedServer server,
      Path folder,
      Map<String, String> variables)
      throws IOException {
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dorg.crac.Core.Compat=" + client.context,
            "-cp",
            classPath,
            client.main,
            handler);
    Path out = Files.createTempFile(folder, "function", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", server.authority());
    builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    builder.environment().put("LAMBDA_TASK_ROOT", folder.toString());
    builder.environment().putAll(variables);
    return new FunctionProcess(builder.start(), out);
  }

  /** What resources were told so far, in order. */
  List<String> told() throws IOException {
    return lines("told: ").stream().map(line -> line.substring("told: ".length())).toList();
  }

  /** The lines so far that begin so. */
  List<String> lines(String start) throws IOException {
    return Files.readString(out).lines().filter(line -> line.startsWith(start)).toList();
  }

  int awaitExit() throws IOException, InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("still runs after 30 s; it wrote " + Files.readString(out));
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
