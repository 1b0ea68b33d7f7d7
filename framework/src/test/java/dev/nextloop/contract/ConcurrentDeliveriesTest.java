package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static dev.nextloop.contract.Events.responses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.NextloopOptions;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries side by side, where the platform runs several invocations in one process. */
@Execution(ExecutionMode.CONCURRENT)
class ConcurrentDeliveriesTest {
  private static NextloopOptions lanes(int number) {
    return NextloopOptions.defaults().withLanes(number).withConcurrent(true);
  }

  private static Client.Setup of(EngineUnderTest engine, ScriptedServer server, int lanes) {
    return Client.of(engine, server).options(lanes(lanes));
  }

  @ParameterizedTest
  @EnumSource
  void runsTwoDeliveriesOfOneRequestIdAtOnce(EngineUnderTest engine) throws Exception {
    BlockingQueue<Promise<byte[]>> both = new LinkedBlockingQueue<>();
    RuntimeApiScript api = api().offer(event(1, "one")).offer(event(1, "two"));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            of(engine, server, 2)
                .bytesHandler(
                    (event, call) -> {
                      Promise<byte[]> result = Promise.promise();
                      both.add(result);
                      return result.future().map(done -> event);
                    })
                .start()) {
      Promise<byte[]> first = both.poll(20, TimeUnit.SECONDS);
      Promise<byte[]> second = both.poll(20, TimeUnit.SECONDS);
      second.complete(new byte[0]);
      assertThat(responses(server, 1)).hasSize(1);
      first.complete(new byte[0]);
      assertThat(responses(server, 2)).containsExactlyInAnyOrder("one", "two");
      assertThat(client.host.log()).isEmpty();
    }
  }

  // F40 by mode: no server with several slots hands out a running invocation
  @ParameterizedTest
  @EnumSource
  void runsAgainWhatWasGivenUpBecauseItIsAnotherDelivery(EngineUnderTest engine) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Script first =
        Script.script()
            .reply(
                poll ->
                    Replies.event(
                        RuntimeApiScript.id(1),
                        System.currentTimeMillis() + 300,
                        Replies.text("slow")));
    RuntimeApiScript api = api().onCall(RuntimeCall.NEXT, 1, first).offer(event(1, "again"));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            of(engine, server, 1)
                .bytesHandler(
                    (event, call) ->
                        runs.incrementAndGet() == 1
                            ? Promise.<byte[]>promise().future()
                            : Future.succeededFuture(event))
                .start()) {
      assertThat(responses(server, 1)).containsExactly("again");
    }
  }

  // F135
  @ParameterizedTest
  @EnumSource
  void failsInvocationsWithoutHarmToTheOthers(EngineUnderTest engine) throws Exception {
    Map<String, Integer> runs = new ConcurrentHashMap<>();
    RuntimeApiScript api = api();
    for (int i = 0; i < 400; i++) {
      api.offer(event(i, i % 3 == 0 ? "fail" : "well-" + i));
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            of(engine, server, 16)
                .bytesHandler(
                    (event, call) -> {
                      runs.merge(call.requestId(), 1, Integer::sum);
                      return event[0] == 'f'
                          ? Future.failedFuture("on purpose")
                          : Future.succeededFuture(event);
                    })
                .start()) {
      server.awaitRequests(RuntimeCall.ERROR, 134, LIMIT);
      List<String> well = responses(server, 266);
      assertThat(well).allMatch(text -> text.startsWith("well-")).doesNotHaveDuplicates();
      assertThat(server.requests(RuntimeCall.RESPONSE))
          .allMatch(
              post ->
                  post.target()
                      .contains(RuntimeApiScript.id(Integer.parseInt(post.text().substring(5)))));
      assertThat(runs.values()).containsOnly(1);
      assertThat(client.host.log()).isEmpty();
    }
  }
}
