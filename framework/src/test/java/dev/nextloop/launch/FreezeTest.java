package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that SIGSTOP freezes wherever their lane stands. For two seconds; {@code
 * -Dnextloop.freeze.seconds=70} is longer than any patience of the client.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class FreezeTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int SECONDS = Integer.getInteger("nextloop.freeze.seconds", 2);

  private final Gate gate = new Gate();
  private final Script held = Script.script().whenReleased(gate);

  private static RuntimeApiScript api(String... events) {
    return RuntimeApiScript.serving(System.currentTimeMillis() + 600_000, events);
  }

  private static Child.Command function(Class<?> handler, String engine, ScriptedServer server) {
    return Child.of(handler, server.authority()).with("NEXTLOOP_ENGINE", engine);
  }

  private static void frozen(Child child, Runnable meanwhile) throws Exception {
    child.freeze();
    meanwhile.run();
    TimeUnit.SECONDS.sleep(SECONDS);
    child.thaw();
  }

  private static List<String> responses(ScriptedServer server, int count) {
    return server.awaitRequests(RuntimeCall.RESPONSE, count, LIMIT).stream()
        .map(RecordedRequest::text)
        .toList();
  }

  /** Without Vert.x's complaint about a loop that was frozen in the middle of a turn. */
  private static List<String> logOf(Child child) throws Exception {
    child.kill();
    return child.errors().stream()
        .filter(line -> !line.matches(".*BlockedThreadChecker|.*Thread( vert.x.*)? blocked.*"))
        .filter(line -> !line.matches("WARNING: Thread vert.x-eventloop.*|\\s+at .*"))
        .toList();
  }

  /** The lane polls again, and nothing was logged. */
  private static void assertSilent(Child child, ScriptedServer server) throws Exception {
    server.awaitRequests(RuntimeCall.NEXT, server.requests(RuntimeCall.RESPONSE).size(), LIMIT);
    assertThat(logOf(child)).isEmpty();
    assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
  }

  // F05, F120
  @ParameterizedTest
  @ValueSource(strings = {"direct", "socket", "web"})
  void pollsAnewAfterTheServerClosedTheWaitingPollsConnection(String engine) throws Exception {
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.NEXT, 2, held.close());
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child = function(Handlers.Echo.class, engine, server).start()) {
      gate.awaitReached(LIMIT);
      frozen(
          child,
          () -> {
            gate.release();
            server.awaitOpenConnections(0, LIMIT);
          });
      long thawed = System.nanoTime();
      assertThat(responses(server, 2)).containsExactly("1", "2");
      // 2 ms on an idle machine.
      assertThat(System.nanoTime() - thawed).isLessThan(2_000_000_000L);
      assertSilent(child, server);
    }
  }

  // F11, F120
  @ParameterizedTest
  @ValueSource(strings = {"direct", "socket", "web"})
  void takesAnAcknowledgementThatLayInTheSocketBuffer(String engine) throws Exception {
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.RESPONSE, 1, held.send(ACCEPTED));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child = function(Handlers.Echo.class, engine, server).start()) {
      gate.awaitReached(LIMIT);
      frozen(child, gate::release);
      assertThat(responses(server, 2)).containsExactly("1", "2");
      assertSilent(child, server);
    }
  }

  // F11: what was frozen has not waited
  @ParameterizedTest
  @ValueSource(strings = {"direct", "socket", "web"})
  void waitsOnForAnAcknowledgementThatComesAfterTheThaw(String engine) throws Exception {
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.RESPONSE, 1, held.send(ACCEPTED));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child = function(Handlers.Echo.class, engine, server).start()) {
      gate.awaitReached(LIMIT);
      frozen(child, () -> {});
      TimeUnit.SECONDS.sleep(1);
      gate.release();
      assertThat(responses(server, 2)).containsExactly("1", "2");
      assertSilent(child, server);
    }
  }

  // F09
  @ParameterizedTest
  @ValueSource(strings = {"direct", "socket", "web"})
  void postsOnceMoreWhenTheConnectionBrokeBeforeTheAcknowledgement(String engine) throws Exception {
    RuntimeApiScript api = api("1", "2").onCall(RuntimeCall.RESPONSE, 1, held.close());
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child = function(Handlers.Echo.class, engine, server).start()) {
      gate.awaitReached(LIMIT);
      frozen(child, gate::release);
      assertThat(responses(server, 3)).containsExactly("1", "1", "2");
      assertSilent(child, server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "socket", "web"})
  void sendsTheRestOfAPostThatWasFrozenMidway(String engine) throws Exception {
    // More than the socket buffers of both sides can hold.
    String large = "x".repeat(16 << 20);
    byte[] event = Replies.event("a", System.currentTimeMillis() + 600_000, Replies.text(large));
    Script midway =
        Script.script()
            .readRequest()
            .send(event)
            .readHead()
            .whenReleased(gate)
            .readBody()
            .send(ACCEPTED)
            .then(api("2").script());
    try (ScriptedServer server =
            ScriptedServer.playing(midway).otherwise(api("2").script()).start();
        Child child = function(Handlers.RawEcho.class, engine, server).jvm("-Xmx256m").start()) {
      gate.awaitReached(LIMIT);
      frozen(child, gate::release);
      assertThat(responses(server, 2))
          .satisfies(it -> assertThat(it.get(0).equals(large)).isTrue());
      assertSilent(child, server);
    }
  }

  // F82: the deadline passes in the freeze
  @ParameterizedTest
  @ValueSource(strings = {"direct", "socket", "web"})
  void givesUpAnInvocationWhoseDeadlinePassedInTheFreeze(String engine) throws Exception {
    Script soon =
        Script.script()
            .reply(
                poll ->
                    Replies.event(
                        RuntimeApiScript.id(1),
                        System.currentTimeMillis() + 1_500,
                        Replies.text("")));
    RuntimeApiScript api = api("0").onCall(RuntimeCall.NEXT, 2, soon);
    api.offer(Replies.event(RuntimeApiScript.id(2), 0, Replies.text("2")));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child = function(Handlers.AfterMain.class, engine, server).start()) {
      child.awaitLine("handling ");
      frozen(child, () -> {});
      assertThat(responses(server, 2)).containsExactly("0", "2");
      assertThat(logOf(child)).singleElement().asString().contains("deadline passed");
    }
  }

  private static final byte[] ACCEPTED = Replies.accepted();
}
