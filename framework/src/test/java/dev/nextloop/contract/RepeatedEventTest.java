package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same request id a second time. */
@Execution(ExecutionMode.CONCURRENT)
class RepeatedEventTest {

  // F41: an asynchronous retry keeps its request id
  @ParameterizedTest
  @EnumSource
  void runsAnAnsweredIdAgainBecauseItIsANewDelivery(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api().offer(event(1, "first")).offer(event(1, "second"));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = Client.echo(engine, server)) {
      assertThat(responses(server, 2)).containsExactly("first", "second");
    }
  }

  /** Gives up the first event at its deadline, echoes all others. */
  private static Client.Setup givingUpTheFirst(
      EngineUnderTest engine, ScriptedServer server, AtomicInteger runs) {
    return Client.of(engine, server)
        .bytesHandler(
            (event, call) ->
                runs.incrementAndGet() == 1
                    ? Promise.<byte[]>promise().future()
                    : Future.succeededFuture(event));
  }

  /** The event 1 as the answer of the first poll, with a deadline that counts from then on. */
  private static RuntimeApiScript soonOver(String... headers) {
    byte[] body = Replies.text("slow");
    Script first =
        Script.script()
            .reply(
                poll ->
                    Replies.event(
                        RuntimeApiScript.id(1), System.currentTimeMillis() + 300, body, headers));
    return api().onCall(RuntimeCall.NEXT, 1, first);
  }

  // F40
  @ParameterizedTest
  @EnumSource
  void neverRunsAgainWhatWasGivenUpAndIsHandedOutOnceMore(EngineUnderTest engine) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    RuntimeApiScript api =
        soonOver().offer(event(1, "slow")).offer(event(1, "slow")).offer(event(2, "next"));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = givingUpTheFirst(engine, server, runs).start()) {
      assertThat(responses(server, 1)).containsExactly("next");
      assertThat(runs).hasValue(2);
      List<RecordedRequest> polls = server.awaitRequests(RuntimeCall.NEXT, 5, LIMIT);
      for (int i = 2; i <= 3; i++) {
        long gap = polls.get(i).arrivalTicks() - polls.get(i - 1).arrivalTicks();
        assertThat(gap).isGreaterThan(95_000_000L);
      }
    }
  }

  // F41: another invocation id says that it is another delivery
  @ParameterizedTest
  @EnumSource
  void runsWhatWasGivenUpWhenItIsDeliveredAnew(EngineUnderTest engine) throws Exception {
    String name = "Lambda-Runtime-Invocation-Id: ";
    AtomicInteger runs = new AtomicInteger();
    RuntimeApiScript api =
        soonOver(name + "one")
            .offer(event(1, "same", name + "one"))
            .offer(event(1, "anew", name + "two"))
            .offer(event(2, "next"));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client = givingUpTheFirst(engine, server, runs).start()) {
      assertThat(responses(server, 2)).containsExactly("anew", "next");
      assertThat(runs).hasValue(3);
    }
  }
}
