package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.later;
import static dev.nextloop.contract.PartsReading.ECHO;
import static dev.nextloop.contract.PartsReading.LARGE;
import static dev.nextloop.contract.PartsReading.LARGE_BODY;
import static dev.nextloop.contract.PartsReading.event1;
import static dev.nextloop.contract.PartsReading.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Reply;
import dev.nextloop.contract.PartsReading.Collected;
import dev.nextloop.contract.PartsReading.Counted;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.stream.StreamHandler;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events that are read while they come. */
@Execution(ExecutionMode.CONCURRENT)
class PartsTest {
  @ParameterizedTest
  @EnumSource
  void givesEveryByteInOrderHoweverItCame(EngineUnderTest engine) throws Exception {
    for (int size : new int[] {0, 1, 70_000, 1 << 20}) {
      byte[] body = random(size);
      RuntimeApiScript api =
          api()
              .offer(event1(body))
              .offer(Replies.chunkedEvent(RuntimeApiScript.id(2), later(), body, 9_999))
              .offer(Replies.event(RuntimeApiScript.id(3), later(), body));
      try (ScriptedServer server = ScriptedServer.serving(api);
          Client client = Client.of(engine, server).handler(ECHO).start()) {
        List<RecordedRequest> posts = server.awaitRequests(RuntimeCall.RESPONSE, 3, LIMIT);
        assertThat(posts).allSatisfy(post -> assertThat(post.body()).isEqualTo(body));
        server.awaitOpenConnections(1, LIMIT);
        assertThat(server.connections()).isEqualTo(engine.connections());
        assertThat(client.host.log()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheLengthWhereItIsKnown(EngineUnderTest engine) throws Exception {
    StreamHandler length =
        (event, call) ->
            Future.succeededFuture(
                Reply.bytes(ByteBuffer.wrap(Replies.text(String.valueOf(event.length())))));
    try (ScriptedServer server = ScriptedServer.serving(api("four", "sixsix"));
        Client client = Client.of(engine, server).handler(length).start()) {
      assertThat(Events.responses(server, 2)).containsExactly("4", "6");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void dropsWhatIsUnreadWhenTheAnswerIsKnown(EngineUnderTest engine) throws Exception {
    byte[] body = random(1 << 20);
    CompletableFuture<Body.Parts> paused = new CompletableFuture<>();
    StreamHandler early =
        (event, call) -> {
          Promise<Reply> reply = Promise.promise();
          if (call.requestId().equals(RuntimeApiScript.id(1))) {
            paused.complete(event);
            return Future.succeededFuture(Reply.json(ByteBuffer.wrap(Replies.text("unread"))));
          }
          event.read(
              new Body.Parts.Reader() {
                @Override
                public void part(ByteBuffer part) {
                  reply.tryComplete(Reply.json(ByteBuffer.wrap(Replies.text("begun"))));
                }

                @Override
                public void end() {
                  reply.tryComplete(Reply.json(ByteBuffer.wrap(Replies.text("ended"))));
                }

                @Override
                public void failed(Throwable cause) {
                  reply.tryFail(cause);
                }
              });
          return reply.future();
        };
    RuntimeApiScript api =
        api()
            .offer(event1(body))
            .offer(Replies.event(RuntimeApiScript.id(2), later(), body))
            .offer(event(3, ""));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.of(engine, server).handler(early).start()) {
      assertThat(Events.responses(server, 3)).containsExactly("unread", "begun", "ended");
      assertThat(server.connections()).isEqualTo(engine.connections());
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsNothingWhileItIsPaused(EngineUnderTest engine) throws Exception {
    CompletableFuture<Body.Parts> given = new CompletableFuture<>();
    Counted all = new Counted();
    StreamHandler pausing =
        (event, call) -> {
          if (!call.requestId().equals(RuntimeApiScript.id(1))) {
            return ECHO.handleParts(event, call);
          }
          event.pause();
          event.read(all);
          given.complete(event);
          return all.reply.future();
        };
    AtomicInteger sent = new AtomicInteger();
    Script lane =
        Script.script()
            .readRequest()
            .send(LARGE)
            .reply(
                poll -> {
                  sent.incrementAndGet();
                  return new byte[0];
                })
            .then(api().offer(event(2, "2")).script());
    try (ScriptedServer server =
            ScriptedServer.playing(lane).otherwise(api().offer(event(2, "2")).script()).start();
        Client client = Client.of(engine, server).handler(pausing).start()) {
      Body.Parts event = given.get(20, TimeUnit.SECONDS);
      TimeUnit.MILLISECONDS.sleep(200);
      assertThat(all.bytes).hasValue(0);
      if (engine.readsInParts()) {
        assertThat(sent).as("the system's buffers hold less than the event").hasValue(0);
      }
      event.resume();
      List<RecordedRequest> posts = server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      assertThat(posts.get(0).text()).isEqualTo(String.valueOf(LARGE_BODY));
      assertThat(posts.get(1).text()).isEqualTo("2");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsOnWhenAShortEventHadToWait(EngineUnderTest engine) throws Exception {
    StreamHandler late =
        (event, call) -> {
          event.pause();
          Collected all = new Collected();
          event.read(all);
          new Thread(event::resume).start();
          return all.reply.future();
        };
    try (ScriptedServer server = ScriptedServer.serving(api("1", "2", "3"));
        Client client = Client.of(engine, server).handler(late).start()) {
      assertThat(Events.responses(server, 3)).containsExactly("1", "2", "3");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsAndStreamsAtTheSameTime(EngineUnderTest engine) throws Exception {
    byte[] body = random(2 << 20);
    StreamHandler through =
        (event, call) ->
            Future.succeededFuture(
                new Reply.Stream(
                    "application/octet-stream", sink -> event.read(new Through(event, sink))));
    RuntimeApiScript api = api().offer(event1(body)).offer(event(2, "2"));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.of(engine, server).handler(through).start()) {
      List<RecordedRequest> posts = server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      assertThat(posts.get(0).body()).isEqualTo(body);
      assertThat(posts.get(1).text()).isEqualTo("2");
      assertThat(client.host.log()).isEmpty();
    }
  }

  /** From an event to a reply, held back by the slower side. */
  private record Through(Body.Parts event, ByteSink sink) implements Body.Parts.Reader {
    @Override
    public void part(ByteBuffer part) {
      if (sink.write(ByteBuffer.allocate(part.remaining()).put(part).flip())) {
        event.pause();
        sink.onDrain(event::resume);
      }
    }

    @Override
    public void end() {
      sink.end();
    }

    @Override
    public void failed(Throwable cause) {
      sink.fail(cause);
    }
  }
}
