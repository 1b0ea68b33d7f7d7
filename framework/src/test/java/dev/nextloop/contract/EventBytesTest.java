package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.later;
import static dev.nextloop.contract.Events.reply;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However an event's bytes come, the function sees all of them or is not called. */
@Execution(ExecutionMode.CONCURRENT)
class EventBytesTest {
  private static final String SHORT = "0123456789".repeat(3);

  // F04: cut in the head and in the body
  @ParameterizedTest
  @EnumSource
  void neverRunsOnAnEventThatWasCut(EngineUnderTest engine) throws Exception {
    byte[] whole = event(7, SHORT);
    RuntimeApiScript api = api();
    for (int cut = 0; cut < whole.length; cut++) {
      Script part = reply(Arrays.copyOf(whole, cut));
      api.onCall(RuntimeCall.NEXT, 2 * cut + 1, cut % 2 == 0 ? part.rst() : part.close());
      api.offer(event(8, "good"));
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, whole.length)).containsOnly("good");
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void putsTogetherAnEventThatCameInTwoParts(EngineUnderTest engine) throws Exception {
    byte[] whole = event(7, SHORT);
    RuntimeApiScript api = api();
    for (int at = 1; at < whole.length; at++) {
      Script split = Script.script().sendSplit(whole, at, Duration.ofMillis(1));
      api.onCall(RuntimeCall.NEXT, at, split);
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, whole.length - 1)).containsOnly(SHORT);
      assertThat(server.connections()).isEqualTo(engine.connections());
    }
  }

  // F35
  @ParameterizedTest
  @EnumSource
  void takesChunksOfOneByteWithExtensionsAndTrailers(EngineUnderTest engine) throws Exception {
    byte[] chunks =
        Replies.chunks(Replies.text(SHORT), 1, ";name=\"va lue\"", "Expires: never", "X-A: b");
    byte[] whole =
        Replies.raw(
            "HTTP/1.1 200 OK",
            Replies.eventHeaders("a", later(), "Transfer-Encoding: chunked"),
            chunks);
    Script oneByOne = Script.script().sendInPieces(whole, 1, Duration.ZERO);
    RuntimeApiScript api =
        api("2").onCall(RuntimeCall.NEXT, 1, reply(whole)).onCall(RuntimeCall.NEXT, 2, oneByOne);
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 3)).containsExactly(SHORT, SHORT, "2");
      assertThat(server.connections()).isEqualTo(engine.connections());
    }
  }

  // Only direct: Netty keeps no chunk extension, so nothing grows in the web engine.
  @Test
  void refusesChunksWhoseFramingWouldFillTheMemory() throws Exception {
    byte[] head =
        Replies.raw(
            "HTTP/1.1 200 OK",
            Replies.eventHeaders("a", later(), "Transfer-Encoding: chunked"),
            new byte[0]);
    byte[] chunk = Replies.text("1;" + "x".repeat(16_000) + "\r\nz\r\n");
    AtomicInteger sent = new AtomicInteger();
    Script one =
        Script.script()
            .reply(
                poll -> {
                  sent.incrementAndGet();
                  return chunk;
                });
    Script endless = Script.script().readRequest().send(head).forever(one);
    try (ScriptedServer server =
            ScriptedServer.playing(endless).otherwise(api("good").script()).start();
        Client client = Client.echo(EngineUnderTest.DIRECT, server)) {
      assertThat(responses(server, 1)).containsExactly("good");
      // 64 MiB, and what lay in the sockets.
      assertThat(sent).hasValueLessThan(128 << 20 >> 14);
    }
  }

  // F36
  @ParameterizedTest
  @EnumSource
  void dropsAnEventThatIsShorterThanItsLength(EngineUnderTest engine) throws Exception {
    byte[] lies =
        Replies.raw(
            "HTTP/1.1 200 OK",
            Replies.eventHeaders("a", later(), "Content-Length: 100"),
            Replies.text(SHORT));
    byte[] lastChunkMissing =
        Replies.raw(
            "HTTP/1.1 200 OK",
            Replies.eventHeaders("a", later(), "Transfer-Encoding: chunked"),
            Replies.text("5\r\nhello\r\n"));
    RuntimeApiScript api =
        api("good")
            .onCall(RuntimeCall.NEXT, 1, reply(lies).close())
            .onCall(RuntimeCall.NEXT, 2, reply(lastChunkMissing).close());
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 1)).containsExactly("good");
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesNoMoreOfAnEventThanItsLengthSays(EngineUnderTest engine) throws Exception {
    byte[] lies =
        Replies.raw(
            "HTTP/1.1 200 OK",
            Replies.eventHeaders("a", later(), "Content-Length: 10"),
            Replies.text(SHORT));
    Script longer =
        Script.script().readRequest().send(lies).readRequest().send(Replies.accepted()).drain();
    try (ScriptedServer server =
            ScriptedServer.playing(longer).otherwise(api("good").script()).start();
        Client client = Client.echo(engine, server)) {
      server.awaitRequests(post -> post.text().equals("good"), 1, LIMIT);
      if (engine != EngineUnderTest.WEB) {
        assertThat(responses(server, 2)).containsExactly("0123456789", "good");
      } else {
        // Web Client finds the surplus in front of the next reply: the answer goes out twice (F09).
        assertThat(responses(server, 3)).containsExactly("0123456789", "0123456789", "good");
      }
    }
  }

  // F38, F61
  @ParameterizedTest
  @EnumSource
  void carriesSixMebibytesThereAndBack(EngineUnderTest engine) throws Exception {
    byte[] large = new byte[6 << 20];
    new Random(1).nextBytes(large);
    byte[] largest = Arrays.copyOf(large, (6 << 20) + 100);
    byte[] overTheLimit = Arrays.copyOf(large, (6 << 20) + 101);
    RuntimeApiScript api =
        RuntimeApiScript.serving(later(), List.of(large, new byte[] {1}, largest, overTheLimit));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 4, LIMIT))
          .extracting(RecordedRequest::body)
          .containsExactly(large, new byte[] {1}, largest, overTheLimit);
      assertThat(server.requests(RuntimeCall.RESPONSE))
          .allMatch(post -> post.header("Content-Length") != null);
      assertThat(server.connections()).isEqualTo(engine.connections());
    }
  }

  // F39
  @ParameterizedTest
  @EnumSource
  void handsOverAnEmptyEventAsOne(EngineUnderTest engine) throws Exception {
    byte[] noChunk =
        Replies.raw(
            "HTTP/1.1 200 OK",
            Replies.eventHeaders("a", later(), "Transfer-Encoding: chunked"),
            Replies.chunks(new byte[0], 1, ""));
    RuntimeApiScript api = api("", "2").onCall(RuntimeCall.NEXT, 2, reply(noChunk));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 3)).containsExactly("", "", "2");
    }
  }
}
