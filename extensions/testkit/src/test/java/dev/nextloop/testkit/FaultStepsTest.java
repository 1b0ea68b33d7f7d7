package dev.nextloop.testkit;

import static dev.nextloop.testkit.RawClient.get;
import static dev.nextloop.testkit.RawClient.post;
import static dev.nextloop.testkit.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FaultStepsTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final byte[] EVENT = Replies.event("id", 1, Replies.text("{}"));

  @Test
  void sendsAReplySplitAtEveryByte() throws Exception {
    for (int cut = 0; cut <= EVENT.length; cut++) {
      Script split = script().readRequest().sendSplit(EVENT, cut, Duration.ofNanos(100_000));
      try (ScriptedServer server = ScriptedServer.playing(split).start();
          RawClient client = new RawClient(server)) {
        assertThat(client.send(get("/")).readToEnd()).isEqualTo(EVENT);
      }
    }
  }

  @Test
  void holdsASplitReplyUntilTheTestReleasesIt() throws Exception {
    Gate gate = new Gate();
    Script held = script().send("first").whenReleased(gate).send("second");
    try (ScriptedServer server = ScriptedServer.playing(held).start();
        RawClient client = new RawClient(server)) {
      assertThat(client.read(5)).isEqualTo(Replies.text("first"));
      gate.awaitReached(LIMIT);
      client.limit(20);
      assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketTimeoutException.class);
      gate.release();
      client.limit(10_000);
      assertThat(client.readToEnd()).isEqualTo(Replies.text("second"));
    }
  }

  @Test
  void sendsAReplyOneByteAtATime() throws Exception {
    Duration gap = Duration.ofMillis(1);
    Script slow = script().readRequest().sendInPieces(EVENT, 1, gap);
    try (ScriptedServer server = ScriptedServer.playing(slow).start();
        RawClient client = new RawClient(server)) {
      long start = System.nanoTime();
      assertThat(client.send(get("/")).readToEnd()).isEqualTo(EVENT);
      assertThat(System.nanoTime() - start).isGreaterThan(gap.toNanos() * (EVENT.length - 1));
    }
  }

  @Test
  void resetsBeforeAndInsideAReplyAndAfterIt() throws Exception {
    for (int cut = 0; cut <= EVENT.length; cut++) {
      Script reset = script().readRequest().send(Arrays.copyOf(EVENT, cut)).rst();
      try (ScriptedServer server = ScriptedServer.playing(reset).start();
          RawClient client = new RawClient(server)) {
        client.send(get("/"));
        assertThatThrownBy(client::readToEnd)
            .isInstanceOf(SocketException.class)
            .hasMessageContaining("reset");
        assertThat(server.awaitRequests(1, LIMIT)).hasSize(1);
        assertThat(server.problems()).isEmpty();
      }
    }
  }

  @Test
  void resetsAfterTheHeadOfARequestOnly() throws Exception {
    try (ScriptedServer server = ScriptedServer.playing(script().readHead().rst()).start();
        RawClient client = new RawClient(server)) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n");
      assertThatThrownBy(client::readToEnd).isInstanceOf(SocketException.class);
      assertThat(server.requests()).extracting(RecordedRequest::complete).containsExactly(false);
    }
  }

  @Test
  void stillReadsAfterItHasEndedItsSide() throws Exception {
    Script half = script().readRequest().send(EVENT).fin().readRequest().awaitClose();
    try (ScriptedServer server = ScriptedServer.playing(half).start()) {
      try (RawClient client = new RawClient(server)) {
        assertThat(client.send(get("/")).readToEnd()).isEqualTo(EVENT);
        client.send(post("/answer", "x"));
        assertThat(server.awaitRequests(2, LIMIT).get(1).text()).isEqualTo("x");
        assertThat(server.openConnections()).isOne();
      }
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.problems()).isEmpty();
    }
  }

  @Test
  void isSilentInAStall() throws Exception {
    try (ScriptedServer server = ScriptedServer.playing(script().readRequest().stall()).start();
        RawClient client = new RawClient(server)) {
      client.send(get("/")).limit(30);
      assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketTimeoutException.class);
      assertThat(server.openConnections()).isOne();
    }
  }

  @Test
  void notesBytesThatComeWhereSilenceIsExpected() throws Exception {
    Script quiet = script().readRequest().expectSilence(Duration.ofMillis(20)).send("k");
    Script closing = script().readRequest().awaitClose();
    try (ScriptedServer server = ScriptedServer.playing(quiet, quiet, closing).start()) {
      try (RawClient silent = new RawClient(server)) {
        assertThat(silent.send(get("/")).readToEnd()).hasSize(1);
        assertThat(server.problems()).isEmpty();
      }
      for (String step : new String[] {"expectSilence", "awaitClose"}) {
        try (RawClient hasty = new RawClient(server)) {
          hasty.send(get("/") + "G");
          assertThat(hasty.readToEnd()).isEmpty();
          assertThat(server.problems()).last().asString().contains(step, "must be silent");
        }
      }
    }
  }

  @Test
  void drainsWhatTheClientStillSendsAfterAnEarlyReply() throws Exception {
    Script early = script().readHead().send(Replies.status(413)).fin().drain();
    try (ScriptedServer server = ScriptedServer.playing(early).start();
        RawClient client = new RawClient(server)) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 900\r\n\r\n");
      assertThat(client.readToEnd()).isEqualTo(Replies.status(413));
      client.send(new byte[500]).finish();
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.problems()).isEmpty();
    }
  }

  @Test
  void playsForeverUntilTheClientClosesOrResetsBetweenRequests() throws Exception {
    Script loop = script().forever(script().readRequest().send("k"));
    try (ScriptedServer server = ScriptedServer.playing().otherwise(loop).start()) {
      try (RawClient closing = new RawClient(server);
          RawClient resetting = new RawClient(server)) {
        for (int i = 0; i < 5; i++) {
          closing.send(get("/")).read(1);
          resetting.send(get("/")).read(1);
        }
        resetting.reset();
      }
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.requests()).hasSize(10);
      assertThat(server.problems()).isEmpty();
    }
  }

  @Test
  void waitsForABodyLongerThanForTheSilenceBefore() throws Exception {
    Script late = script().readHead().expectSilence(Duration.ofMillis(1)).readBody().send("k");
    try (ScriptedServer server = ScriptedServer.playing(late).start();
        RawClient client = new RawClient(server)) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n").limit(50);
      assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketTimeoutException.class);
      client.limit(10_000);
      assertThat(client.send("x").readToEnd()).isEqualTo(Replies.text("k"));
      assertThat(server.problems()).isEmpty();
    }
  }

  @Test
  void endsALoopThatHasClosedItsConnection() throws IOException {
    Script loop = script().forever(script().send("k").close());
    try (ScriptedServer server = ScriptedServer.playing(loop).start();
        RawClient client = new RawClient(server)) {
      assertThat(client.readToEnd()).isEqualTo(Replies.text("k"));
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.problems()).isEmpty();
    }
  }
}
