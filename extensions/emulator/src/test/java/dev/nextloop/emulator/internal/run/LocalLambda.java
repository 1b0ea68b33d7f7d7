package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.Isolation;
import dev.nextloop.testkit.Programs;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.Assumptions;

/** A launcher in a temporary directory, with shell bootstraps that tests write. */
final class LocalLambda implements AutoCloseable {
  /** Shell functions for a bootstrap: next, response, error, all by curl. */
  static final String CURL =
      """
      #!/bin/sh
      T=${TMPDIR:-/tmp}
      API="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
      next() {
        EVENT=$(curl -sS -D "$T/head" "$API/invocation/next") || exit 9
        ID=$(tr -d '\\r' <"$T/head" | sed -n 's/^lambda-runtime-aws-request-id: //Ip')
      }
      response() { curl -sS -o /dev/null --data-binary @- "$API/invocation/$ID/response"; }
      error() { curl -sS -o /dev/null -d "$1" "$API/invocation/$ID/error"; }
      init_error() { curl -sS -o /dev/null -d "$1" "$API/init/error"; }
      """;

  private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwx--x--x");

  final Vertx vertx = Vertx.vertx();
  final Path directory;
  final Queue<String> log = new ConcurrentLinkedQueue<>();
  final ProcessLauncher launcher;
  volatile Consumer<String> sink = log::add;
  private boolean closed;

  LocalLambda(Path directory) throws IOException {
    this(directory, Isolation.NAMESPACES);
  }

  LocalLambda(Path directory, Isolation isolation) throws IOException {
    this(directory, isolation, Duration.ofSeconds(10), 1000);
  }

  LocalLambda(Path directory, Isolation isolation, Path language) throws IOException {
    this(directory, isolation, language, Duration.ofSeconds(10), SnapStart.USUAL, 1000);
  }

  LocalLambda(Path directory, Isolation isolation, Duration initLimit, int maxWaiting)
      throws IOException {
    this(directory, isolation, null, initLimit, SnapStart.USUAL, maxWaiting);
  }

  LocalLambda(Path directory, SnapStart snapStart) throws IOException {
    this(directory, Isolation.NAMESPACES, null, Duration.ofSeconds(10), snapStart, 1000);
  }

  private LocalLambda(
      Path directory,
      Isolation isolation,
      Path language,
      Duration initLimit,
      SnapStart snapStart,
      int maxWaiting)
      throws IOException {
    // The functions' users pass through to what is theirs.
    Files.setPosixFilePermissions(directory, OPEN);
    this.directory = directory;
    this.launcher =
        new ProcessLauncher(
            vertx,
            new RunOptions(
                directory.resolve("scratch"),
                "eu-west-1",
                InstantSource.system(),
                System::nanoTime,
                line -> sink.accept(line),
                language,
                null,
                true,
                isolation == Isolation.NAMESPACES,
                initLimit,
                snapStart,
                maxWaiting));
  }

  /** A directory below a test's own, which functions can reach too. */
  static Path below(Path directory, String name) throws IOException {
    Files.setPosixFilePermissions(directory, OPEN);
    return Files.createDirectory(directory.resolve(name));
  }

  /** A function that is a directory with this bootstrap. */
  FunctionSpec function(String bootstrap) throws IOException {
    return spec(new Code.Directory(taskRoot(bootstrap)), 30, Map.of(), List.of());
  }

  FunctionSpec function(String bootstrap, int seconds, Map<String, String> variables)
      throws IOException {
    return spec(new Code.Directory(taskRoot(bootstrap)), seconds, variables, List.of());
  }

  /** A version of such a function whose environments start from a snapshot. */
  FunctionSpec snapStarted(String bootstrap, int seconds, Map<String, String> variables)
      throws IOException {
    FunctionSpec spec = function(bootstrap, seconds, variables);
    return new FunctionSpec(
        spec.name(),
        spec.arn() + ":1",
        "1",
        spec.runtime(),
        spec.handler(),
        spec.memoryMb(),
        spec.timeout(),
        spec.environment(),
        spec.code(),
        true,
        spec.layers());
  }

  static FunctionSpec spec(
      Code code, int seconds, Map<String, String> variables, List<Path> layers) {
    return new FunctionSpec(
        "echo",
        "arn:aws:lambda:eu-west-1:123456789012:function:echo",
        "$LATEST",
        "provided.al2023",
        "function.handler",
        128,
        Duration.ofSeconds(seconds),
        variables,
        code,
        false,
        layers);
  }

  Path taskRoot(String bootstrap) throws IOException {
    Path root = Files.createDirectory(directory.resolve("task-" + UUID.randomUUID()));
    Programs.write(root.resolve("bootstrap"), bootstrap);
    return root;
  }

  /** The rest of the test is about namespaces; a machine that permits none skips it. */
  void assumeNamespaces() {
    Assumptions.assumeThat(await(launcher.isolation())).isEqualTo(Isolation.NAMESPACES);
  }

  /** Waits until a line has come so often. */
  void awaitInLog(String line, int times) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (log.stream().filter(line::equals).count() < times) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not " + times + " times in the log: " + line + "\n" + log);
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  static InvokeRequest request(String payload) {
    return new InvokeRequest(
        UUID.randomUUID().toString(), Buffer.buffer(payload), "application/json", null, null);
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(100, TimeUnit.SECONDS).join();
  }

  static InvokeResult invoke(FunctionRunner runner, String payload) {
    return await(runner.invoke(request(payload)));
  }

  static String text(Buffer buffer) {
    return buffer.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    await(launcher.close());
    await(vertx.close());
  }
}
