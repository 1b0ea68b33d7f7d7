package dev.nextloop.webclient;

import static dev.nextloop.webclient.ClientFixture.await;
import static dev.nextloop.webclient.ClientFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The credentials of the function's role. */
class LambdaCredentialsTest {
  private final Vertx vertx = Vertx.vertx();
  private final LoggingHost host = new LoggingHost();
  private final LambdaCredentials credentials = LambdaCredentials.of(vertx, host);

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private Script gives(String id, long validMillis) {
    String json =
        "{\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"%s\"}"
            .formatted(id, Instant.ofEpochMilli(host.now() + validMillis));
    return answers(json);
  }

  private static Script answers(String body) {
    return Script.script()
        .readRequest()
        .send(
            Replies.raw(
                "HTTP/1.1 200 OK",
                List.of("Content-Length: " + Replies.text(body).length),
                Replies.text(body)));
  }

  private ScriptedServer endpoint(Script... scripts) {
    ScriptedServer server = ScriptedServer.playing(scripts).start();
    host.with(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://" + server.authority() + "/2021-04-23/credentials")
        .with("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc");
    return server;
  }

  @Test
  void areReadFromTheVariablesEachTime() throws Exception {
    host.with("AWS_ACCESS_KEY_ID", "one").with("AWS_SECRET_ACCESS_KEY", "s");
    assertThat(await(credentials.get())).isEqualTo(new AwsCredentials("one", "s", null));
    host.with("AWS_ACCESS_KEY_ID", "two").with("AWS_SESSION_TOKEN", "t");
    assertThat(await(credentials.get())).isEqualTo(new AwsCredentials("two", "s", "t"));
  }

  @Test
  void areAskedForOnceAndAgainBeforeTheyExpire() throws Exception {
    try (ScriptedServer server = endpoint(gives("one", 3_600_000), gives("two", 7_200_000))) {
      assertThat(await(credentials.get())).isEqualTo(new AwsCredentials("one", "s", "t"));
      host.now.addAndGet(3_600_000 - 300_001);
      assertThat(await(credentials.get()).accessKeyId()).isEqualTo("one");
      host.now.addAndGet(1);
      assertThat(await(credentials.get()).accessKeyId()).isEqualTo("two");
      assertThat(server.requests())
          .hasSize(2)
          .allSatisfy(
              request -> {
                assertThat(request.target()).isEqualTo("/2021-04-23/credentials");
                assertThat(request.header("Authorization")).isEqualTo("Basic abc");
              });
    }
  }

  @Test
  void areAskedForOnceHoweverManyWait() throws Exception {
    Gate gate = new Gate();
    Script slow = Script.script().whenReleased(gate).then(gives("one", 3_600_000));
    try (ScriptedServer server = endpoint(slow)) {
      List<Future<AwsCredentials>> all =
          IntStream.range(0, 64).mapToObj(i -> credentials.get()).toList();
      gate.release();
      await(Future.all(all));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void areForgottenByACopyOfASnapshot() throws Exception {
    try (ScriptedServer server = endpoint(gives("one", 3_600_000), gives("two", 3_600_000))) {
      assertThat(await(credentials.get()).accessKeyId()).isEqualTo("one");
      await(credentials.afterRestore());
      assertThat(await(credentials.get()).accessKeyId()).isEqualTo("two");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void areKeptWhileTheyLastWhenTheEndpointFails() throws Exception {
    Script fails = Script.script().readRequest().send(Replies.status(500));
    try (ScriptedServer server = endpoint(gives("one", 200_000), fails, fails)) {
      assertThat(await(credentials.get()).accessKeyId()).isEqualTo("one");
      assertThat(await(credentials.get()).accessKeyId()).isEqualTo("one");
      host.now.addAndGet(200_001);
      assertThat(failure(credentials.get())).hasMessageContaining("answered with status 500");
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void areMissedByTheNamesOfTheVariables() {
    assertThat(failure(credentials.get()))
        .hasMessageContaining("AWS_ACCESS_KEY_ID")
        .hasMessageContaining("AWS_CONTAINER_CREDENTIALS_FULL_URI");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rubbish",
        "[]",
        "{\"AccessKeyId\":\"one\"",
        "{\"AccessKeyId\":\"one\"}",
        "{\"AccessKeyId\":1,\"SecretAccessKey\":\"topsecret\"}",
        "",
      })
  void areRefusedWhenTheyAreNoneWithoutShowingThem(String body) {
    try (ScriptedServer server = endpoint(answers(body))) {
      assertThat(failure(credentials.get()))
          .hasMessageNotContaining("topsecret")
          .isInstanceOf(IllegalStateException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void areRefusedWhenTheyAreEndless() {
    Script endless =
        Script.script()
            .readRequest()
            .send("HTTP/1.1 200 OK\r\n\r\n")
            .forever(Script.script().send("x".repeat(10_000)));
    try (ScriptedServer server = endpoint(endless)) {
      assertThat(failure(credentials.get())).hasMessageContaining("more than 65536 bytes");
      server.awaitOpenConnections(0, ClientFixture.LIMIT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/credentials",
        "http://127.0.0.1.example.com/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "no uri",
      })
  void areAskedForOfNobodyElse(String uri) {
    host.with("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri);
    assertThat(failure(credentials.get()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("AWS_CONTAINER_CREDENTIALS_FULL_URI is '")
        .hasMessageEndingWith("it must be https, or an address of this machine or its link");
  }

  @Test
  void showNoSecret() {
    assertThat(new AwsCredentials("one", "topsecret", "token")).hasToString("AwsCredentials[one]");
    assertThatThrownBy(() -> new AwsCredentials("", "s", null))
        .hasMessage("accessKeyId is missing; credentials need accessKeyId and secretAccessKey");
  }
}
