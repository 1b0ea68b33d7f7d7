package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Invocation;
import dev.nextloop.Key;
import dev.nextloop.NextloopOptions;
import dev.nextloop.spi.Scope;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 64 invocations at once, each of which hops at random between loop, workers (virtual threads where
 * the JVM has them), threads of others, timers and contexts of Vert.x; their attributes never mix.
 */
@Execution(ExecutionMode.CONCURRENT)
class AttributeHopsTest {
  private static final int EVENTS = 640;
  private static final int HOPS = 12;
  private static final Key<String> OWNER = Key.of("owner");
  private static final Key<Integer> HOP = Key.of("hop");

  private final List<String> wrong = new CopyOnWriteArrayList<>();

  private void look(String where, Scope scope, String owner, int hop) {
    Invocation current = scope.current();
    if (current == null
        || !owner.equals(current.attribute(OWNER))
        || current.attribute(HOP) != hop) {
      wrong.add(where + " of " + owner + " saw " + current);
    } else {
      current.attribute(HOP, hop + 1);
    }
  }

  private Future<Void> hop(Invocation call, String owner, int hop, Random random) {
    if (hop == HOPS) {
      return Future.succeededFuture();
    }
    Scope scope = call.scope();
    Promise<Void> there = Promise.promise();
    Vertx vertx = Vertx.currentContext() == null ? null : Vertx.currentContext().owner();
    int way = random.nextInt(vertx == null ? 2 : 5);
    Runnable look =
        () -> {
          look("way " + way, scope, owner, hop);
          there.complete();
        };
    switch (way) {
      case 0 -> call.blocking(() -> run(look));
      case 1 -> ForkJoinPool.commonPool().execute(scope.wrap(look));
      case 2 -> vertx.setTimer(1, fired -> look.run());
      case 3 -> vertx.executeBlocking(() -> run(look));
      default -> onContext(vertx, look);
    }
    Promise<Void> back = Promise.promise();
    // Wherever it was, the next hop starts on the loop again, as a handler's own futures do.
    there.future().onComplete(done -> call.blocking(() -> null).<Void>mapEmpty().onComplete(back));
    return back.future().compose(done -> hop(call, owner, hop + 1, random));
  }

  private static Object run(Runnable task) {
    task.run();
    return null;
  }

  private static void onContext(Vertx vertx, Runnable look) {
    Context context = vertx.getOrCreateContext();
    context.runOnContext(turn -> look.run());
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET", "WEB"})
  void eachKeepsItsOwn(EngineUnderTest engine) throws Exception {
    RuntimeApiScript api = api();
    for (int i = 1; i <= EVENTS; i++) {
      api.offer(event(i, "e" + i));
    }
    try (ScriptedServer server = ScriptedServer.serving(api);
        Client client =
            Client.of(engine, server)
                .options(NextloopOptions.defaults().withLanes(64).withLoops(2))
                .bytesHandler(
                    (event, call) -> {
                      String owner = new String(event, StandardCharsets.UTF_8);
                      call.attribute(OWNER, owner);
                      call.attribute(HOP, 0);
                      return hop(call, owner, 0, new Random(owner.hashCode()))
                          .map(done -> Replies.text(owner + " " + call.attribute(HOP)));
                    })
                .start()) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, EVENTS, LIMIT.multipliedBy(3)))
          .allSatisfy(answer -> assertThat(answer.text()).endsWith(" " + HOPS));
      assertThat(wrong).isEmpty();
      assertThat(client.host.log()).isEmpty();
    }
  }
}
