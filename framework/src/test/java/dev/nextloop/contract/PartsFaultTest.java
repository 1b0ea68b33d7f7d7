package dev.nextloop.contract;

import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.PartsReading.ECHO;
import static dev.nextloop.contract.PartsReading.event1;
import static dev.nextloop.contract.PartsReading.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Reply;
import dev.nextloop.contract.PartsReading.Collected;
import dev.nextloop.spi.Body;
import dev.nextloop.stream.StreamHandler;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events that are read while they come, and what goes wrong with them. */
@Execution(ExecutionMode.CONCURRENT)
class PartsFaultTest {
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WEB", "HANDOVER"})
  void failsItsReaderWhenTheEventIsCutShort(EngineUnderTest engine) throws Exception {
    byte[] whole = event1(random(1 << 20));
    Script cut =
        Script.script()
            .readRequest()
            .send(java.util.Arrays.copyOf(whole, 500_000))
            .pause(Duration.ofMillis(50))
            .rst();
    try (ScriptedServer server =
            ScriptedServer.playing(cut).otherwise(api().offer(event(2, "2")).script()).start();
        Client client = Client.of(engine, server).handler(ECHO).start()) {
      RecordedRequest error = Events.error(server);
      assertThat(RuntimeCall.requestId(error)).isEqualTo(RuntimeApiScript.id(1));
      assertThat(Events.responses(server, 1)).containsExactly("2");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsWhenItsReaderThrows(EngineUnderTest engine) throws Exception {
    StreamHandler throwing =
        (event, call) -> {
          Collected all = new Collected();
          event.read(
              new Body.Parts.Reader() {
                @Override
                public void part(ByteBuffer part) {
                  throw new IllegalStateException("no such article");
                }

                @Override
                public void end() {
                  all.end();
                }

                @Override
                public void failed(Throwable cause) {
                  all.failed(cause);
                }
              });
          return all.reply.future();
        };
    try (ScriptedServer server = ScriptedServer.serving(api("1", ""));
        Client client = Client.of(engine, server).handler(throwing).start()) {
      assertThat(Events.error(server).text()).contains("no such article");
      assertThat(Events.responses(server, 1)).containsExactly("");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnWhenTheDeadlinePassesOverAHalfReadEvent(EngineUnderTest engine) throws Exception {
    for (Duration margin : List.of(Duration.ZERO, Duration.ofMillis(200))) {
      byte[] body = random(1 << 20);
      Script first =
          Script.script()
              .reply(
                  poll ->
                      Replies.event(
                          RuntimeApiScript.id(1), System.currentTimeMillis() + 500, body));
      RuntimeApiScript api = api().onCall(RuntimeCall.NEXT, 1, first).offer(event(2, "2"));
      StreamHandler waiting =
          (event, call) ->
              call.requestId().equals(RuntimeApiScript.id(1))
                  ? Promise.<Reply>promise().future()
                  : ECHO.handleParts(event, call);
      try (ScriptedServer server = ScriptedServer.serving(api);
          Client client = Client.of(engine, server).margin(margin).handler(waiting).start()) {
        assertThat(Events.responses(server, 1)).containsExactly("2");
        assertThat(server.requests(RuntimeCall.ERROR)).hasSize(margin.isZero() ? 0 : 1);
        assertThat(server.connections()).isEqualTo(engine.connections());
      }
    }
  }
}
