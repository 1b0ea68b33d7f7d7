package dev.nextloop.awscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that handle several invocations at once. */
class ConcurrencyTest {
  @TempDir Path root;

  @Test
  void eachInvocationHasItsOwnTraceLogAndThread() throws Exception {
    Path sdk;
    try (var jars = Files.newDirectoryStream(Path.of("target/function-lib"), "utils-lite*")) {
      sdk = jars.iterator().next();
    }
    new Folder(root)
        .library(sdk)
        .compile(
            "Fn",
            "import com.amazonaws.services.lambda.runtime.*;"
                + "public class Fn implements RequestHandler<String, String> {"
                + "static final java.util.concurrent.CyclicBarrier ALL ="
                + " new java.util.concurrent.CyclicBarrier(4);"
                + "public String handleRequest(String s, Context c) {"
                + " try { ALL.await(); } catch (Exception e) { throw new RuntimeException(e); }"
                + " LambdaRuntime.getLogger().log(s);"
                + " return software.amazon.awssdk.utilslite.SdkInternalThreadLocal"
                + ".get(\"AWS_LAMBDA_X_TRACE_ID\")"
                + " + System.getProperty(\"com.amazonaws.xray.traceHeader\"); } }",
            sdk);
    RuntimeApiScript api = RuntimeApiScript.serving(0);
    for (int i = 1; i <= 4; i++) {
      api.offer(
          Replies.event(
              "id-" + i,
              System.currentTimeMillis() + 60_000,
              Replies.text("\"event " + i + "\""),
              "Lambda-Runtime-Trace-Id: trace-" + i));
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child =
            Child.named("Fn", server.authority())
                .in(root)
                .with("AWS_LAMBDA_MAX_CONCURRENCY", "4")
                .with("AWS_LAMBDA_LOG_FORMAT", "JSON")
                .start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 4, Events.LIMIT);
      server
          .requests(RuntimeCall.RESPONSE)
          .forEach(
              post -> {
                String number = RuntimeCall.requestId(post).substring(3);
                assertThat(post.text()).isEqualTo("\"trace-" + number + "null\"");
              });
      List<String> log = child.ended().out().lines().toList();
      for (int i = 1; i <= 4; i++) {
        String line =
            "\"message\":\"event " + i + "\",\"level\":\"UNDEFINED\",\"AWSRequestId\":\"id-" + i;
        assertThat(log).filteredOn(record -> record.contains(line)).hasSize(1);
      }
    }
  }
}
