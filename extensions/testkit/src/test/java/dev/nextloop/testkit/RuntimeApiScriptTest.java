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
import org.junit.jupiter.api.Test;

class RuntimeApiScriptTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String BASE = "/2018-06-01/runtime/";
  private static final String NEXT = get(BASE + "invocation/next");
  private static final String RESPONSE =
      post(BASE + "invocation/" + RuntimeApiScript.id(1) + "/response", "done");

  private static void expect(RawClient client, String request, byte[] reply) throws IOException {
    assertThat(client.send(request).read(reply.length)).isEqualTo(reply);
  }

  private static byte[] event(int number, String body) {
    return Replies.event(RuntimeApiScript.id(number), 99, Replies.text(body));
  }

  @Test
  void goesOnWithTheNextEventOnANewConnection() throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(99, "1", "2");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      try (RawClient first = new RawClient(server)) {
        expect(first, NEXT, event(1, "1"));
        expect(first, RESPONSE, Replies.accepted());
      }
      try (RawClient second = new RawClient(server)) {
        expect(second, NEXT, event(2, "2"));
        expect(second, post(BASE + "invocation/x/error", "{}"), Replies.accepted());
      }
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT))
          .singleElement()
          .extracting(RuntimeCall::requestId)
          .isEqualTo(RuntimeApiScript.id(1));
      assertThat(server.requests(RuntimeCall.ERROR)).hasSize(1);
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.problems()).isEmpty();
    }
  }

  @Test
  void holdsAPollUntilAnEventIsOfferedOrTheClientLeaves() throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(99);
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      try (RawClient client = new RawClient(server)) {
        client.send(NEXT).limit(30);
        assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketTimeoutException.class);
        client.limit(10_000);
        api.offer(Replies.status(204));
        byte[] reply = Replies.status(204);
        assertThat(client.read(reply.length)).isEqualTo(reply);
        client.send(NEXT);
        server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      }
      server.awaitOpenConnections(0, LIMIT);
      assertThat(server.problems()).isEmpty();
    }
  }

  @Test
  void replacesSingleRepliesAndKeepsTheEventOfAReplacedPoll() throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(99, "1")
            .onCall(RuntimeCall.NEXT, 1, script().rst())
            .onCall(RuntimeCall.RESPONSE, 2, script().send(Replies.status(503)));
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      try (RawClient client = new RawClient(server)) {
        client.send(NEXT);
        assertThatThrownBy(client::readToEnd).isInstanceOf(SocketException.class);
      }
      try (RawClient client = new RawClient(server)) {
        expect(client, NEXT, event(1, "1"));
        expect(client, RESPONSE, Replies.accepted());
        expect(client, RESPONSE, Replies.status(503));
        expect(client, RESPONSE, Replies.accepted());
      }
      assertThat(server.problems()).isEmpty();
    }
  }

  @Test
  void replacesEveryReplyThatIsNotReplacedSingly() throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(99)
            .onEvery(RuntimeCall.NEXT, script().send(Replies.status(503)))
            .onCall(RuntimeCall.NEXT, 2, script().send(Replies.status(500)));
    try (ScriptedServer server = ScriptedServer.serving(api);
        RawClient client = new RawClient(server)) {
      expect(client, NEXT, Replies.status(503));
      expect(client, NEXT, Replies.status(500));
      expect(client, NEXT, Replies.status(503));
    }
  }

  @Test
  void answersTheCallsOfInitAndRestore() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(RuntimeApiScript.serving(99));
        RawClient client = new RawClient(server)) {
      expect(client, post(BASE + "init/error", "{}"), Replies.accepted());
      expect(client, get(BASE + "restore/next"), Replies.status(200));
      expect(client, post(BASE + "restore/error", "{}"), Replies.accepted());
      assertThat(server.requests())
          .extracting(RuntimeCall::of)
          .containsExactly(
              RuntimeCall.INIT_ERROR, RuntimeCall.RESTORE_NEXT, RuntimeCall.RESTORE_ERROR);
    }
  }

  @Test
  void notesCallsThatTheApiDoesNotHaveAndBytesBehindAPoll() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(RuntimeApiScript.serving(99))) {
      for (String wrong : new String[] {get(BASE + "invocation/x/response"), NEXT + NEXT}) {
        try (RawClient client = new RawClient(server)) {
          assertThat(client.send(wrong).readToEnd()).isEmpty();
        }
      }
      assertThat(server.problems()).hasSize(2);
      assertThat(server.problems().get(0)).contains("no such call");
      assertThat(server.problems().get(1)).contains("must be silent");
    }
  }

  @Test
  void hasNoRequestIdWhereThePathHasNone() throws Exception {
    try (ScriptedServer server = ScriptedServer.playing(script().readRequest()).start();
        RawClient client = new RawClient(server)) {
      client.send(NEXT).readToEnd();
      assertThatThrownBy(() -> RuntimeCall.requestId(server.requests().get(0)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
