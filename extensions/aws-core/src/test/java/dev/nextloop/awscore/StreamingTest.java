package dev.nextloop.awscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unchanged handlers whose answers leave while they are written. */
class StreamingTest {
  private static final String HEAD =
      "import com.amazonaws.services.lambda.runtime.*; import java.io.*;"
          + "public class Fn implements RequestStreamHandler {"
          + "public void handleRequest(InputStream in, OutputStream out, Context c)"
          + " throws IOException {";

  @TempDir Path root;

  private Child.Command streaming(ScriptedServer server, String body) {
    new Folder(root).compile("Fn", HEAD + body + "} }");
    return Child.named("Fn", server.authority())
        .in(root)
        .with("NEXTLOOP_RESPONSE_MODE", "streaming");
  }

  @Test
  void aFlushReachesTheWireWhileTheHandlerRuns() throws Exception {
    Path go = root.resolve("go");
    Gate first = new Gate();
    Script inParts =
        Script.script()
            .readHead()
            .readChunk()
            .whenReleased(first)
            .readBody()
            .send(Replies.accepted());
    Script poll = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "\"x\"").script();
    try (ScriptedServer server = ScriptedServer.playing(poll, inParts).otherwise(poll).start();
        Child child =
            streaming(
                    server,
                    "in.transferTo(out); out.flush();"
                        + "while (!new File(\""
                        + go
                        + "\").exists()) { try { Thread.sleep(5); } catch (Exception e) { } }"
                        + "out.write(\" rest\".getBytes());")
                .start()) {
      // The handler still waits for its file, so this chunk can only be what it flushed.
      first.awaitReached(Events.LIMIT);
      java.nio.file.Files.createFile(go);
      first.release();
      RecordedRequest post = server.awaitRequests(RuntimeCall.RESPONSE, 1, Events.LIMIT).get(0);
      assertThat(child.isAlive()).isTrue();
      assertThat(post.header("Lambda-Runtime-Function-Response-Mode")).isEqualTo("streaming");
      assertThat(post.header("Content-Type")).isEqualTo("application/json");
    }
  }

  @Test
  void aFailureBehindTheFirstByteBecomesTrailers() throws Exception {
    try (ScriptedServer server = Events.serving("\"x\"", "\"x\"");
        Child child =
            streaming(
                    server,
                    "in.transferTo(out); out.flush(); throw new IllegalStateException(\"late\");")
                .start()) {
      RecordedRequest post = server.awaitRequests(RuntimeCall.RESPONSE, 2, Events.LIMIT).get(1);
      assertThat(post.text()).isEqualTo("\"x\"");
      assertThat(post.trailers().first("Lambda-Runtime-Function-Error-Type"))
          .contains("Runtime.UserException");
      String document =
          new String(
              Base64.getDecoder()
                  .decode(
                      post.trailers().first("Lambda-Runtime-Function-Error-Body").orElseThrow()),
              StandardCharsets.UTF_8);
      assertThat(document)
          .isEqualTo(
              "{\"errorMessage\":\"late\",\"errorType\":\"java.lang.IllegalStateException\","
                  + "\"stackTrace\":[\"Fn.handleRequest(Fn.java:1)\"]}");
      assertThat(child.ended().out()).contains("late: java.lang.IllegalStateException\n");
    }
  }

  @Test
  void aFailureBeforeTheFirstByteIsAnOrdinaryError() throws Exception {
    try (ScriptedServer server = Events.serving("\"x\"", "\"x\"");
        Child child =
            streaming(server, "out.write('1'); throw new IllegalStateException(\"early\");")
                .start()) {
      RecordedRequest error = Events.error(server, 2);
      assertThat(error.text()).startsWith("{\"errorMessage\":\"early\"");
      assertThat(server.requests(RuntimeCall.RESPONSE)).isEmpty();
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void aTypedHandlerAnswersAsAWhole() throws Exception {
    try (ScriptedServer server = Events.serving("21");
        Child child =
            Child.named(Functions.class.getName() + "$Methods::twice", server.authority())
                .with("NEXTLOOP_RESPONSE_MODE", "streaming")
                .start()) {
      assertThat(Events.response(server, 1)).isEqualTo("42");
      assertThat(server.requests(RuntimeCall.RESPONSE).get(0).header("Transfer-Encoding")).isNull();
      assertThat(child.isAlive()).isTrue();
    }
  }
}
