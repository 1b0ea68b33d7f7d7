package dev.nextloop.testkit;

import static dev.nextloop.testkit.RawClient.get;
import static dev.nextloop.testkit.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScriptedServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static String ask(ScriptedServer server, String target) throws IOException {
    try (RawClient client = new RawClient(server)) {
      return new String(client.send(get(target)).readToEnd(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void playsAScriptPerConnectionAndTheOtherScriptOnAllFurtherOnes() throws Exception {
    Script one = script().readRequest().send("one");
    Script two = script().readRequest().send("two");
    Script more = script().readRequest().send("more");
    try (ScriptedServer server = ScriptedServer.playing(one, two).otherwise(more).start()) {
      assertThat(ask(server, "/")).isEqualTo("one");
      assertThat(ask(server, "/")).isEqualTo("two");
      assertThat(ask(server, "/")).isEqualTo("more");
      assertThat(ask(server, "/")).isEqualTo("more");
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.connections()).isEqualTo(4);
      assertThat(server.problems()).isEmpty();
    }
  }

  @Test
  void notesAConnectionForWhichThereIsNoScript() throws Exception {
    try (ScriptedServer server = ScriptedServer.playing().start();
        RawClient client = new RawClient(server)) {
      assertThat(client.readToEnd()).isEmpty();
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.problems()).singleElement().asString().contains("no script");
    }
  }

  @Test
  void recordsWhereAndWhenARequestCame() throws Exception {
    AtomicLong ticks = new AtomicLong(70);
    Script twice = script().repeat(2, script().readRequest().send("k"));
    try (ScriptedServer server =
            ScriptedServer.playing(twice, twice).ticks(ticks::incrementAndGet).start();
        RawClient first = new RawClient(server)) {
      first.send(get("/a")).read(1);
      try (RawClient second = new RawClient(server)) {
        second.send(get("/b")).read(1);
        first.send(get("/c")).readToEnd();
        second.send(get("/d")).readToEnd();
      }
      assertThat(server.awaitRequests(4, LIMIT))
          .extracting(r -> r.target() + r.connection() + r.index() + " " + r.arrivalTicks())
          .containsExactly("/a11 71", "/b21 72", "/c12 73", "/d22 74");
    }
  }

  @Test
  void answersWithWhatTheRequestAsksFor() throws Exception {
    Script echo = script().readRequest().reply(request -> Replies.text(request.target()));
    try (ScriptedServer server = ScriptedServer.playing(echo).start()) {
      assertThat(ask(server, "/path?x=1")).isEqualTo("/path?x=1");
    }
  }

  @Test
  void notesTheStepAtWhichAReplyFails() throws Exception {
    Script broken =
        script()
            .readRequest()
            .reply(
                request -> {
                  throw new AssertionError("wrong target " + request.target());
                });
    try (ScriptedServer server = ScriptedServer.playing(broken).start()) {
      ask(server, "/x");
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.problems())
          .singleElement()
          .asString()
          .contains("connection 1, request 1, step reply", "wrong target /x");
    }
  }

  @Test
  void saysWhatCameWhenAnAwaitedRequestDoesNot() throws Exception {
    try (ScriptedServer server = ScriptedServer.playing(script().readRequest()).start()) {
      ask(server, "/came");
      assertThatThrownBy(() -> server.awaitRequests(2, Duration.ofMillis(20)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("no 2 requests within PT0.02S")
          .hasMessageContaining("GET /came");
      assertThatThrownBy(() -> server.awaitConnections(2, Duration.ZERO))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void endsAllThreadsAndSocketsWhenClosed() throws Exception {
    Gate never = new Gate();
    Gate reached = new Gate();
    ScriptedServer server =
        ScriptedServer.playing(
                script().stall(),
                script().readRequest(),
                script().whenReleased(never),
                script().pause(Duration.ofHours(1)),
                script().drain())
            .otherwise(script().whenReleased(reached))
            .start();
    try (RawClient client = new RawClient(server);
        RawClient second = new RawClient(server);
        RawClient third = new RawClient(server);
        RawClient fourth = new RawClient(server);
        RawClient fifth = new RawClient(server);
        RawClient last = new RawClient(server)) {
      reached.awaitReached(LIMIT);
      assertThat(server.openConnections()).isEqualTo(6);
      assertThat(threadsOf(server)).isEqualTo(7);
      server.close();
      assertThat(threadsOf(server)).isZero();
      assertThat(server.openConnections()).isZero();
      assertThat(server.problems()).isEmpty();
      for (RawClient each : new RawClient[] {client, second, third, fourth, fifth, last}) {
        assertThat(each.readToEnd()).isEmpty();
      }
      assertThatThrownBy(() -> new RawClient(server)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void listensOnAGivenPortOnceItIsFree() {
    ScriptedServer first = ScriptedServer.playing().start();
    ScriptedServer.Plan again = ScriptedServer.playing().port(first.port());
    assertThatThrownBy(again::start)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("port " + first.port());
    first.close();
    try (ScriptedServer second = again.start()) {
      assertThat(second.authority()).isEqualTo("127.0.0.1:" + first.port());
    }
  }

  @Test
  void keepsUpWithManyRequests() throws Exception {
    int count = 10_000;
    Script loop = script().forever(script().readRequest().send("k"));
    try (ScriptedServer server = ScriptedServer.playing(loop).start();
        RawClient client = new RawClient(server)) {
      Thread sender = new Thread(() -> pingPong(client, count));
      sender.start();
      assertThat(server.awaitRequests(RuntimeCall.OTHER, count, LIMIT)).hasSize(count);
      sender.join();
    }
  }

  private static void pingPong(RawClient client, int count) {
    try {
      for (int i = 0; i < count; i++) {
        client.send(get("/" + i)).read(1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long threadsOf(ScriptedServer server) {
    String prefix = "scripted-server-" + server.port() + "-";
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .count();
  }
}
