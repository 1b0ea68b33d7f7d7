package dev.nextloop.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.Invocation;
import dev.nextloop.NextloopOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/**
 * 64 invocations at once, each of which hops at random between the loop, workers (virtual threads
 * where the JVM has them), Vert.x's own workers, timers and threads of others, and calls a service
 * and begins subsegments from there. What leaves is read at the other ends.
 */
class ContextHopsTest {
  private static final int EVENTS = 256;
  private static final int HOPS = 5;

  private final List<String> wrong = new CopyOnWriteArrayList<>();

  private static String root(String owner) {
    return "1-581cf771-%024d".formatted(Integer.parseInt(owner));
  }

  private static Future<Void> there(
      Vertx vertx, Invocation call, Random random, Runnable work, List<String> ways) {
    Promise<Void> done = Promise.promise();
    Runnable all =
        () -> {
          work.run();
          done.complete();
        };
    int way = random.nextInt(5);
    ways.add("" + way);
    switch (way) {
      case 0 -> all.run();
      case 1 ->
          call.blocking(
              () -> {
                all.run();
                return null;
              });
      case 2 ->
          vertx.executeBlocking(
              () -> {
                all.run();
                return null;
              });
      case 3 -> vertx.setTimer(1 + random.nextInt(3), fired -> all.run());
      default -> ForkJoinPool.commonPool().execute(call.scope().wrap(all));
    }
    return done.future();
  }

  private Future<Void> hop(
      Vertx vertx,
      XrayTracer tracer,
      WebClient client,
      int port,
      Invocation call,
      String owner,
      int hop,
      Random random) {
    if (hop == HOPS) {
      return Future.succeededFuture();
    }
    Promise<Void> answered = Promise.promise();
    List<String> ways = new ArrayList<>();
    Runnable work =
        () -> {
          Subsegment part = tracer.begin("hop").annotate("owner", owner);
          if (!part.isRecorded()) {
            wrong.add("lost " + owner + " by way " + ways);
          }
          client
              .get(port, "127.0.0.1", "/of/" + owner)
              .send()
              .<Void>mapEmpty()
              .onComplete(any -> part.end())
              .onComplete(answered);
        };
    return there(vertx, call, random, work, ways)
        .compose(done -> answered.future())
        // Back on the loop with the invocation, wherever that was.
        .compose(done -> call.blocking(() -> null))
        .compose(done -> hop(vertx, tracer, client, port, call, owner, hop + 1, random));
  }

  @Test
  void neverMixWhatLeaves() throws Exception {
    NextloopOptions options = NextloopOptions.defaults().withLanes(64).withLoops(2);
    try (Backend backend = new Backend();
        Function function =
            new Function()
                .options(options)
                .start(
                    (vertx, tracer) -> {
                      WebClient client = WebClient.create(vertx);
                      return (owner, call) -> {
                        Subsegment.of(call).annotate("owner", owner);
                        Random random = new Random(Integer.parseInt(owner));
                        return hop(vertx, tracer, client, backend.port(), call, owner, 0, random)
                            .map(done -> owner);
                      };
                    })) {
      for (int i = 0; i < EVENTS; i++) {
        function.traced("" + i, "Root=" + root("" + i) + ";Parent=70de5b6f19ff9a0a;Sampled=1");
      }
      function.answer();
      Map<String, String> rootOfCall = new HashMap<>();
      for (int i = 0; i < EVENTS * HOPS; i++) {
        Backend.Call call = backend.await();
        String owner = call.path().substring(4);
        assertThat(call.trace()).startsWith("Root=" + root(owner) + ";Parent=");
        rootOfCall.put(call.trace().replaceAll(".*Parent=(\\w+);.*", "$1"), root(owner));
      }
      assertThat(rootOfCall).hasSize(EVENTS * HOPS);
      assertThat(wrong).isEmpty();
      List<JsonNode> documents = function.daemon.rest();
      // The kernel may drop a datagram; what has come must be right.
      assertThat(documents).hasSizeGreaterThan(EVENTS / 2);
      documents.forEach(document -> look(document, document, rootOfCall));
    }
  }

  private static void look(JsonNode document, JsonNode part, Map<String, String> rootOfCall) {
    String root = document.path("trace_id").asText();
    if (part.at("/annotations/owner").isTextual()) {
      assertThat(root(part.at("/annotations/owner").asText())).isEqualTo(root);
    } else {
      assertThat(root).isEqualTo(rootOfCall.get(part.path("id").asText()));
    }
    part.path("subsegments").forEach(inner -> look(document, inner, rootOfCall));
  }
}
