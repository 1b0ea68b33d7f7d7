package dev.nextloop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engines that pipeline, with the next poll behind the answer, in one write. */
class PipeliningTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long LATER = System.currentTimeMillis() + 60_000;

  private static byte[] event(String id, String body) {
    return Replies.raw(
        "HTTP/1.1 200 OK",
        List.of("Lambda-Runtime-Aws-Request-Id: " + id, "Content-Length: " + body.length()),
        Replies.text(body));
  }

  /** Hands out an event, and reads its answer and the poll behind it before it says a word. */
  private static Script answerAndPollAfter(byte[] event) {
    return Script.script().readRequest().send(event).readRequest().readRequest();
  }

  private static byte[] delivery(String invocationId, String body) {
    String ids =
        "Lambda-Runtime-Aws-Request-Id: a\r\nLambda-Runtime-Invocation-Id: " + invocationId;
    return Replies.raw(
        "HTTP/1.1 200 OK", List.of(ids, "Content-Length: " + body.length()), Replies.text(body));
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void sendsThePollBehindTheAnswerBeforeTheAnswerIsAcknowledged(EngineUnderTest engine)
      throws Exception {
    Gate acknowledged = new Gate();
    Script server =
        answerAndPollAfter(event("a", "1"))
            .whenReleased(acknowledged)
            .send(Replies.join(Replies.accepted(), event("b", "2")))
            .readRequest()
            .drain();
    try (ScriptedServer scripted = ScriptedServer.playing(server).start();
        Client client = Client.echo(engine, scripted)) {
      assertThat(scripted.awaitRequests(3, LIMIT))
          .extracting(RecordedRequest::method)
          .containsExactly("GET", "POST", "GET");
      acknowledged.release();
      assertThat(scripted.awaitRequests(4, LIMIT).get(3).text()).isEqualTo("2");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void keepsTheEventThatComesWhileItsAnswerMustBeSentAgain(EngineUnderTest engine)
      throws Exception {
    Script server =
        answerAndPollAfter(event("a", "1"))
            .send(Replies.join(Replies.status(503), event("b", "2")))
            .readRequest()
            .send(Replies.accepted())
            .readRequest()
            .expectSilence(Duration.ofMillis(100))
            .send(Replies.accepted())
            .readRequest()
            .drain();
    try (ScriptedServer scripted = ScriptedServer.playing(server).start();
        Client client = Client.echo(engine, scripted)) {
      assertThat(scripted.awaitRequests(6, LIMIT))
          .extracting(RecordedRequest::text)
          .containsExactly("", "1", "", "1", "2", "");
      assertThat(scripted.problems()).isEmpty();
      assertThat(client.nextloop.closed().isComplete()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void handlesAnEventOnceThatIsHandedOutAgainBecauseItsAnswerWasRefused(EngineUnderTest engine)
      throws Exception {
    Script server =
        answerAndPollAfter(event("a", "1"))
            .send(Replies.join(Replies.status(503), event("a", "1")))
            .readRequest()
            .send(Replies.accepted())
            .readRequest()
            .send(event("b", "2"))
            .readRequest()
            .send(Replies.accepted())
            .readRequest()
            .drain();
    try (ScriptedServer scripted = ScriptedServer.playing(server).start();
        Client client = Client.echo(engine, scripted)) {
      assertThat(scripted.awaitRequests(7, LIMIT))
          .extracting(request -> request.method() + request.text())
          .containsExactly("GET", "POST1", "GET", "POST1", "GET", "POST2", "GET");
      assertThat(client.nextloop.closed().isComplete()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void handlesANewDeliveryOfTheIdWhoseAnswerWasRefused(EngineUnderTest engine) throws Exception {
    Script server =
        answerAndPollAfter(delivery("first", "1"))
            .send(Replies.join(Replies.status(503), delivery("second", "2")))
            .readRequest()
            .send(Replies.accepted())
            .readRequest()
            .send(Replies.accepted())
            .readRequest()
            .drain();
    try (ScriptedServer scripted = ScriptedServer.playing(server).start();
        Client client = Client.echo(engine, scripted)) {
      assertThat(scripted.awaitRequests(6, LIMIT))
          .extracting(request -> request.method() + request.text())
          .containsExactly("GET", "POST1", "GET", "POST1", "POST2", "GET");
      assertThat(client.nextloop.closed().isComplete()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void waitsForEachAcknowledgementFromTheFirstAnomalyOn(EngineUnderTest engine) throws Exception {
    Script refuse =
        answerAndPollAfter(event("a", "1"))
            .send(Replies.join(Replies.status(413), event("b", "2")))
            .readRequest()
            .expectSilence(Duration.ofMillis(150))
            .send(Replies.accepted())
            .readRequest()
            .drain();
    try (ScriptedServer scripted = ScriptedServer.playing(refuse).start();
        Client client = Client.echo(engine, scripted)) {
      scripted.awaitRequests(5, LIMIT);
      assertThat(scripted.problems()).isEmpty();
      assertThat(client.host.log()).singleElement().asString().contains("413");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void losesNoEventWhenTheConnectionEndsBetweenTheTwoResponses(EngineUnderTest engine)
      throws Exception {
    Script ends = answerAndPollAfter(event("a", "1")).send(Replies.accepted()).close();
    RuntimeApiScript then = RuntimeApiScript.serving(LATER, "2");
    try (ScriptedServer scripted = ScriptedServer.playing(ends).otherwise(then.script()).start();
        Client client = Client.echo(engine, scripted)) {
      assertThat(scripted.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT))
          .extracting(RecordedRequest::text)
          .containsExactly("1", "2");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET"})
  void answersLargeEventsWithTheirOwnMemory(EngineUnderTest engine) throws Exception {
    byte[] large = new byte[1 << 20];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + i / 251);
    }
    byte[] other = large.clone();
    other[1 << 19] ^= 1;
    EventHandler<Body, Reply> echo =
        (event, invocation) -> Future.succeededFuture(Reply.bytes(((Body.Whole) event).bytes()));
    RuntimeApiScript api =
        RuntimeApiScript.serving(LATER, List.of(large, other, large, other, new byte[] {1}));
    try (ScriptedServer scripted = ScriptedServer.serving(api);
        Client client = Client.of(engine, scripted).handler(echo).start()) {
      List<RecordedRequest> answers = scripted.awaitRequests(RuntimeCall.RESPONSE, 5, LIMIT);
      assertThat(answers.get(0).body()).isEqualTo(large);
      assertThat(answers.get(1).body()).isEqualTo(other);
      assertThat(answers.get(2).body()).isEqualTo(large);
      assertThat(answers.get(3).body()).isEqualTo(other);
      assertThat(answers.get(4).body()).containsExactly(1);
      assertThat(client.host.log()).isEmpty();
      assertThat(scripted.connections()).isEqualTo(1);
    }
  }
}
