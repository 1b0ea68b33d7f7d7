package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An acknowledgement and the event behind it, however their bytes come. */
@Execution(ExecutionMode.CONCURRENT)
class PipelinedBytesTest {
  private static final byte[] ACCEPTED = Replies.accepted();
  private static final byte[] BOTH = Replies.join(ACCEPTED, event(2, "second"));
  private static final Script FIRST = Script.script().readRequest().send(event(1, "first"));
  private static final Script ANSWER_AND_POLL = Script.script().readRequest().readRequest();

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void areTakenApartWhereTheFirstEnds(EngineUnderTest engine) throws Exception {
    Script script = FIRST;
    List<String> expected = new ArrayList<>(List.of("first"));
    for (int at = 1; at <= BOTH.length; at++) {
      script = script.then(ANSWER_AND_POLL).sendSplit(BOTH, at, Duration.ofMillis(1));
      expected.add("second");
    }
    byte[] byChunks =
        Replies.raw(
            "HTTP/1.1 200 OK",
            Replies.eventHeaders("c", Events.later(), "Transfer-Encoding: chunked"),
            Replies.chunks(Replies.text("chunks"), 2, ";x=y", "A: b"));
    byte[] chunkedBoth =
        Replies.join(
            Replies.raw(
                "HTTP/1.1 202 OK",
                List.of("Transfer-Encoding: chunked"),
                Replies.chunks(Replies.text("{}"), 1, ";e", "T: u")),
            byChunks);
    for (byte[] whole : List.of(Replies.join(Replies.status(100), BOTH), chunkedBoth)) {
      script = script.then(ANSWER_AND_POLL).send(whole).then(ANSWER_AND_POLL);
      script = script.sendInPieces(whole, 1, Duration.ZERO);
      String text = whole == chunkedBoth ? "chunks" : "second";
      expected.addAll(List.of(text, text));
    }
    try (ScriptedServer server =
            ScriptedServer.playing(script.then(ANSWER_AND_POLL).drain()).start();
        Client client = Client.echo(engine, server)) {
      server.awaitRequests(RuntimeCall.NEXT, expected.size() + 1, LIMIT);
      assertThat(Events.texts(server.requests(RuntimeCall.RESPONSE))).isEqualTo(expected);
      assertThat(server.problems()).isEmpty();
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void loseNothingWhereverTheyAreCut(EngineUnderTest engine) throws Exception {
    for (int length = 0; length < BOTH.length; length += length < ACCEPTED.length ? 3 : 7) {
      Script cut = FIRST.then(ANSWER_AND_POLL).send(Arrays.copyOf(BOTH, length));
      try (ScriptedServer server =
              ScriptedServer.playing(length % 2 == 0 ? cut.rst() : cut.close())
                  .otherwise(api().offer(event(2, "second")).offer(event(3, "third")).script())
                  .start();
          Client client = Client.echo(engine, server)) {
        server.awaitRequests(post -> post.text().equals("third"), 1, LIMIT);
        List<RecordedRequest> posts = server.requests(RuntimeCall.RESPONSE);
        List<String> texts = new ArrayList<>(Events.texts(posts));
        if (texts.get(1).equals("first")) {
          assertThat(posts.get(1).raw()).isEqualTo(posts.get(0).raw());
          texts.remove(1);
        } else {
          assertThat(length).isGreaterThanOrEqualTo(ACCEPTED.length);
        }
        assertThat(texts).containsExactly("first", "second", "third");
        assertThat(client.host.log()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void endWithTheConnectionWhereTheySayNoLength(EngineUnderTest engine) throws Exception {
    byte[] body = Replies.text("until the end");
    var api = api("second");
    int call = 0;
    for (String version : new String[] {"HTTP/1.0 ", "HTTP/1.1 "}) {
      byte[] event =
          Replies.raw(version + "200 OK", Replies.eventHeaders("e", Events.later()), body);
      byte[] accepted = Replies.raw(version + "202 Accepted", List.of("A: b"), body);
      api.onCall(RuntimeCall.NEXT, ++call, reply(event).close());
      api.onCall(RuntimeCall.RESPONSE, call, reply(accepted).close());
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(Events.responses(server, 3))
          .containsExactly("until the end", "until the end", "second");
      assertThat(server.connections()).isEqualTo(5);
      assertThat(client.nextloop.closed().isComplete()).isFalse();
    }
  }
}
