package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.reply;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FakeHost;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are refused, reset, closed early or used oddly. */
@Execution(ExecutionMode.CONCURRENT)
class ConnectionFaultTest {

  // F01
  @ParameterizedTest
  @EnumSource
  void givesUpOnAPortWhereNobodyListens(EngineUnderTest engine) throws Exception {
    long start = System.nanoTime();
    try (Client client = Client.of(engine, "127.0.0.1:" + closedPort()).start()) {
      assertThat(client.awaitFailure().exitCode()).isEqualTo(71);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(1_490), Duration.ofSeconds(15));
  }

  // F01
  @ParameterizedTest
  @EnumSource
  void worksWhenThePortOpensWhileItRetries(EngineUnderTest engine) throws Exception {
    int port = closedPort();
    AtomicInteger retries = new AtomicInteger();
    try (Client client =
        Client.of(engine, "127.0.0.1:" + port)
            .observe((stage, call, ticks) -> retries.incrementAndGet())
            .start()) {
      // POLL and RETRIED, twice: the port opens after the second try has failed.
      for (int wait = 0; retries.get() < 4 && wait < 1_000; wait++) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      try (ScriptedServer server =
          ScriptedServer.playing().otherwise(api("1").script()).port(port).start()) {
        assertThat(responses(server, 1)).containsExactly("1");
      }
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  // F03
  @ParameterizedTest
  @EnumSource
  void pollsAgainOnANewConnectionAfterEachReset(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api("1");
    for (int poll = 1; poll <= 3; poll++) {
      api.onCall(RuntimeCall.NEXT, poll, Script.script().rst());
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      server.awaitRequests(RuntimeCall.NEXT, 5, LIMIT);
      assertThat(responses(server, 1)).containsExactly("1");
      assertThat(server.connections()).isEqualTo(3 + engine.connections());
    }
  }

  // F03, I5
  @ParameterizedTest
  @EnumSource
  void givesUpWhenEveryPollIsReset(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api("1").onEvery(RuntimeCall.NEXT, Script.script().rst());
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(client.awaitFailure().exitCode()).isEqualTo(71);
      assertThat(server.requests()).hasSize(6);
      PollFaultTest.assertAtMostTenASecond(server.requests());
    }
  }

  // F05: closed by the server while nothing was under way
  @ParameterizedTest
  @EnumSource
  void connectsAnewAtOnceAndSilentlyWhenTheKeptConnectionIsStale(EngineUnderTest engine)
      throws Exception {
    RuntimeApiScript api = api("1", "2", "3");
    for (int answer = 1; answer <= 3; answer++) {
      api.onCall(RuntimeCall.RESPONSE, answer, reply(Replies.accepted()).close());
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 3)).containsExactly("1", "2", "3");
      server.awaitConnections(4, LIMIT);
      assertThat(client.host.log()).isEmpty();
    }
  }

  // F06
  @ParameterizedTest
  @EnumSource
  void answersThoughTheServerHasEndedItsSending(EngineUnderTest engine) throws Exception {
    Script halfClosed = Script.script().readRequest().send(event(1, "1")).fin().drain();
    try (ScriptedServer server =
            ScriptedServer.playing(halfClosed).otherwise(api("2").script()).start();
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
      server.awaitOpenConnections(1, LIMIT);
    }
  }

  // F07
  @ParameterizedTest
  @EnumSource
  void answersAThousandEventsWhenEveryReplyClosesTheConnection(EngineUnderTest engine)
      throws Exception {
    AtomicInteger number = new AtomicInteger();
    Script one =
        Script.script()
            .readRequest()
            .reply(
                request ->
                    RuntimeCall.NEXT.test(request)
                        ? event(number.incrementAndGet(), "" + number, "Connection: close")
                        : Replies.status(202, "Connection: close"))
            .close();
    // Web Client takes ten times as long to connect; what it does is the same each time.
    int events = engine == EngineUnderTest.WEB ? 200 : 1_000;
    try (ScriptedServer server = ScriptedServer.playing().otherwise(one).start();
        Client client = Client.echo(engine, server)) {
      List<String> responses = responses(server, events);
      for (int i = 0; i < events; i++) {
        assertThat(responses.get(i)).isEqualTo("" + (i + 1));
      }
      assertThat(client.host.log()).isEmpty();
    }
  }

  // F08
  @ParameterizedTest
  @EnumSource
  void takesAnEventOfHttp10ThatEndsWithTheConnection(EngineUnderTest engine) throws Exception {
    byte[] old =
        Replies.raw("HTTP/1.0 200 OK", Replies.eventHeaders("a", 0), Replies.text("until the end"));
    Script ends = Script.script().readRequest().send(old).close();
    try (ScriptedServer server = ScriptedServer.playing(ends).otherwise(api("2").script()).start();
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 2)).containsExactly("until the end", "2");
    }
  }

  // F13
  @ParameterizedTest
  @EnumSource
  void passesOverInterimReplies(EngineUnderTest engine) throws Exception {
    // Vert.x 5.2 takes a 102 or 103 that isn't the last one before the reply for the reply itself.
    byte[] interim =
        engine == EngineUnderTest.WEB
            ? Replies.join(Replies.status(100), Replies.status(100))
            : Replies.join(Replies.status(100), Replies.status(102), Replies.status(103));
    RuntimeApiScript api =
        api()
            .onCall(RuntimeCall.NEXT, 1, reply(Replies.join(interim, event(1, "1"))))
            .onCall(RuntimeCall.NEXT, 2, reply(interim).send(interim).send(event(2, "2")))
            .onCall(RuntimeCall.RESPONSE, 1, reply(Replies.join(interim, Replies.accepted())));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
    }
  }

  // F14
  @ParameterizedTest
  @EnumSource
  void knowsNoProxy(EngineUnderTest engine) throws Exception {
    FakeHost host =
        new FakeHost()
            .with("http_proxy", "http://127.0.0.1:1")
            .with("HTTP_PROXY", "http://127.0.0.1:1")
            .with("ALL_PROXY", "socks5://127.0.0.1:1")
            .withProperty("http.proxyHost", "127.0.0.1")
            .withProperty("http.proxyPort", "1");
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        Client client = Client.of(engine, server, host).start()) {
      assertThat(responses(server, 1)).containsExactly("1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", "x", "\r\n\r\n"})
  void dropsTheConnectionWhenBytesComeUnasked(String bytes) throws Exception {
    // Only direct: Web Client hands out no event before it has seen what stands behind it.
    Script talks = Script.script().readRequest().send(Replies.join(event(1, "1"), text(bytes)));
    try (ScriptedServer server =
            ScriptedServer.playing(talks.drain()).otherwise(api("2").script()).start();
        Client client = Client.echo(EngineUnderTest.DIRECT, server)) {
      assertThat(responses(server, 2)).containsExactly("1", "2");
      assertThat(server.requests().get(1).connection()).isEqualTo(2);
    }
  }

  private static byte[] text(String text) {
    return Replies.text(text);
  }
}
