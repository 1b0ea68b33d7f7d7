package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FakeHost;
import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that says nothing, or says it slowly. Played on the direct engine, whose clock can be
 * hurried: the web engine waits by Vert.x's own timers, 31 s for a post (each second has one) and
 * without end for a poll, a head that drips included.
 */
@Execution(ExecutionMode.CONCURRENT)
class SilenceTest {
  private static final int RATE = 50;
  private static final long SECOND = 1_000_000_000L;

  private final FakeHost host = new FakeHost().accelerated(RATE);

  private ScriptedServer serve(RuntimeApiScript api) {
    return ScriptedServer.playing().otherwise(api.script()).ticks(host::ticks).start();
  }

  /** Wakes the loop often: it would sleep by the real clock while the hurried one runs on. */
  private static Thread waking(Client client) {
    Thread waker =
        new Thread(
            () -> {
              try {
                while (true) {
                  TimeUnit.MILLISECONDS.sleep(2);
                  client.engine.loop().execute(() -> {});
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waker.setDaemon(true);
    waker.start();
    return waker;
  }

  private List<RecordedRequest> until(String lastResponse, RuntimeApiScript api) throws Exception {
    try (ScriptedServer server = serve(api);
        Client client = Client.of(EngineUnderTest.DIRECT, server, host).start()) {
      Thread waker = waking(client);
      server.awaitRequests(request -> request.text().equals(lastResponse), 1, LIMIT);
      waker.interrupt();
      waker.join();
      return server.requests();
    }
  }

  private static long gap(List<RecordedRequest> requests, int from, int to) {
    return requests.get(to).arrivalTicks() - requests.get(from).arrivalTicks();
  }

  // F11
  @Test
  void postsOnceMoreWhenAnAnswerIsNotAcknowledgedForHalfAMinute() throws Exception {
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.RESPONSE, 1, Script.script().stall());
    List<RecordedRequest> requests = until("2", api);
    assertThat(requests.get(1).text()).isEqualTo("1");
    assertThat(requests.get(2).raw()).isEqualTo(requests.get(1).raw());
    assertThat(gap(requests, 1, 2)).isGreaterThan(29 * SECOND);
  }

  // F12
  @Test
  void dropsAPollWhoseHeadDripsForMoreThanHalfAMinute() throws Exception {
    byte[] head = event(9, "slow");
    Script drips = Script.script().sendInPieces(head, 1, Duration.ofMillis(1_000 / RATE));
    List<RecordedRequest> requests = until("good", api("good").onCall(RuntimeCall.NEXT, 1, drips));
    assertThat(requests.get(1)).matches(RuntimeCall.NEXT);
    assertThat(gap(requests, 0, 1)).isGreaterThan(29 * SECOND);
  }

  // F12
  @Test
  void dropsAPollWhoseBodyStopsForAMinute() throws Exception {
    byte[] whole = event(9, "slow");
    byte[] most = Arrays.copyOf(whole, whole.length - 1);
    Script stops = Script.script().send(most).stall();
    List<RecordedRequest> requests = until("good", api("good").onCall(RuntimeCall.NEXT, 1, stops));
    assertThat(requests.get(1)).matches(RuntimeCall.NEXT);
    assertThat(gap(requests, 0, 1)).isGreaterThan(59 * SECOND);
  }

  // F12: no limit before the first byte, and none for a body that goes on
  @Test
  void waitsForAnEventWithoutEnd() throws Exception {
    byte[] whole = event(1, "in the end");
    byte[] head = Arrays.copyOf(whole, whole.length - 10);
    byte[] body = Arrays.copyOfRange(whole, whole.length - 10, whole.length);
    Script late =
        Script.script()
            .pause(Duration.ofMillis(150_000 / RATE))
            .send(head)
            .sendInPieces(body, 1, Duration.ofMillis(10_000 / RATE));
    List<RecordedRequest> requests = until("in the end", api().onCall(RuntimeCall.NEXT, 1, late));
    assertThat(requests).extracting(RecordedRequest::method).startsWith("GET", "POST");
    assertThat(gap(requests, 0, 1)).isGreaterThan(200 * SECOND);
  }

  // F120, and the rule for timers: what was frozen has not waited
  @ParameterizedTest
  @EnumSource
  void takesAnAcknowledgementThatWasReadAfterAFreezeOfHours(EngineUnderTest engine)
      throws Exception {
    FakeHost frozen = new FakeHost();
    Gate gate = new Gate();
    Script held = Script.script().whenReleased(gate).send(Replies.accepted());
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.RESPONSE, 1, held);
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.of(engine, server, frozen).start()) {
      gate.awaitReached(LIMIT);
      for (int i = 0; i < 40; i++) {
        frozen.freeze(3_600_000);
        client.engine.loop().execute(() -> {});
        TimeUnit.MILLISECONDS.sleep(2);
      }
      gate.release();
      assertThat(responses(server, 2)).containsExactly("1", "2");
      assertThat(server.connections()).isEqualTo(engine.connections());
      assertThat(client.host.log()).isEmpty();
    }
  }
}
