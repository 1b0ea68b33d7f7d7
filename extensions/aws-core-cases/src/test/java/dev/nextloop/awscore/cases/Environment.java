package dev.nextloop.awscore.cases;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A process on a Runtime API of its own which is given one event after another: the next when the
 * post of the one before and the poll for the next have come, so that what was written in between
 * belongs to that event.
 */
final class Environment implements AutoCloseable {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long TIMEOUT_MILLIS = 60_000;
  private static final long LOOK_MILLIS = 2;

  private final RuntimeApiScript api = RuntimeApiScript.serving(0, List.of());
  private final ScriptedServer server = ScriptedServer.serving(api);
  private final FunctionProcess process;
  private int events;

  Environment(Client client, Case first, Path root, Path log) throws IOException {
    process =
        FunctionProcess.start(client, first, root, platform(server.authority(), first, root), log);
  }

  /** The variables that the platform sets. */
  private static Map<String, String> platform(String authority, Case first, Path root) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("AWS_LAMBDA_RUNTIME_API", authority);
    variables.put("_HANDLER", first.handler());
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java17");
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "orders");
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "7");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/orders");
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[7]0123456789abcdef");
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("AWS_REGION", "us-east-1");
    variables.put("LAMBDA_TASK_ROOT", root.toString());
    variables.put("LANG", "en_US.UTF-8");
    variables.put("TZ", ":UTC");
    variables.put("PATH", "/usr/bin:/bin");
    return variables;
  }

  /** Gives the event of {@code next} and waits for all that comes of it. */
  Outcome invoke(Case next) throws IOException, InterruptedException {
    long deadline = System.currentTimeMillis() + TIMEOUT_MILLIS;
    api.offer(
        Replies.event(
            RuntimeApiScript.id(++events), deadline, next.eventBytes(), next.headerLines()));
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!answered() && !process.endedWithin(LOOK_MILLIS)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "nothing came of " + next.name() + ": " + server.requests() + server.problems());
      }
    }
    List<RecordedRequest> posts = server.requests(Environment::isPost);
    return Outcome.of(
        posts.size() >= events ? posts.get(events - 1) : null,
        process.newOutput(),
        process.newFrames(),
        process.ended() ? process.exitCode() : null,
        server.authority());
  }

  private boolean answered() {
    return server.requests(Environment::isPost).size() >= events
        && server.requests(RuntimeCall.NEXT).size() > events;
  }

  private static boolean isPost(RecordedRequest request) {
    return request.method().equals("POST");
  }

  /** Whether the process has ended by itself, so that a next event needs another. */
  boolean ended() {
    return process.ended();
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
    server.close();
  }
}
