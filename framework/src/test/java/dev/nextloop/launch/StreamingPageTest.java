package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Page;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/streaming.md} says is so. */
class StreamingPageTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path classes;

  @BeforeAll
  static void compilesTheSnippets() throws Exception {
    assertThat(Page.named("streaming.md").compile(classes)).isEqualTo(4);
  }

  private static RecordedRequest answer(String handler, String event) throws Exception {
    try (ScriptedServer server =
            ScriptedServer.serving(RuntimeApiScript.serving(1_900_000_000_000L, event));
        Child child =
            Child.named("export." + handler, server.authority())
                .classPath(classes.toString(), System.getProperty("java.class.path"))
                .start()) {
      RecordedRequest post = server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0);
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      assertThat(child.isAlive()).isTrue();
      return post;
    }
  }

  @Test
  void rowsComeFromAnOutputStream() throws Exception {
    RecordedRequest post = answer("Rows", "3");
    assertThat(post.header("Content-Type")).isEqualTo("text/csv");
    assertThat(post.text().lines()).containsExactly("1,row 1", "2,row 2", "3,row 3");
  }

  @Test
  void aFileComesFromAReadStream() throws Exception {
    Path file = Files.writeString(classes.resolve("file"), "0123456789".repeat(50_000));
    RecordedRequest post = answer("Download", file.toString());
    assertThat(post.text()).isEqualTo(Files.readString(file));
    assertThat(post.header("Lambda-Runtime-Function-Response-Mode")).isEqualTo("streaming");
  }

  @Test
  void aPageGoesToAWriteStreamBehindItsPrelude() throws Exception {
    assertThat(answer("Page", "Ada").text())
        .startsWith("{\"statusCode\":200,")
        .contains("\"cookies\":[\"seen=1; Secure; HttpOnly\"]}\0\0\0\0\0\0\0\0")
        .endsWith("<p>Hello Ada</p>");
  }

  @Test
  void anEventIsReadInParts() throws Exception {
    assertThat(answer("Checksum", "123456789").text()).isEqualTo("cbf43926");
  }
}
