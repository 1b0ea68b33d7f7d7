package dev.nextloop.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Middleware;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At most so many of one key at once. */
class KeyedLimitTest {

  /** An invocation that runs until the test says so. */
  private record Running(String event, Invocation call, Promise<String> result) {
    void end() {
      result.complete(event + " done");
    }
  }

  private final BlockingQueue<Running> begun = new LinkedBlockingQueue<>();

  private final EventHandler<String, String> held =
      (event, call) -> {
        Running running = new Running(event, call, Promise.promise());
        begun.add(running);
        return running.result().future();
      };

  private static KeyedLimit<String, String> byTenant(int most) {
    return KeyedLimit.of(most, (event, call) -> call.tenantId().orElse(null));
  }

  private static byte[] event(int number, String tenant) {
    return Replies.event(
        RuntimeApiScript.id(number),
        System.currentTimeMillis() + 60_000,
        Replies.text("e" + number),
        "Lambda-Runtime-Aws-Tenant-Id: " + tenant);
  }

  private static void offer(Function function, String... tenants) {
    for (int i = 0; i < tenants.length; i++) {
      function.api.offer(event(i + 1, tenants[i]));
    }
  }

  private Running begun() throws InterruptedException {
    Running running = begun.poll(20, TimeUnit.SECONDS);
    assertThat(running).isNotNull();
    return running;
  }

  private EventHandler<String, String> limited(KeyedLimit<String, String> limit) {
    return Middleware.around(held, List.of(limit));
  }

  @Test
  void whatIsBeyondFailsAtOnceWithTheKeyAndTheRemedy() throws Exception {
    try (Function function = Function.of().lanes(3, 1)) {
      offer(function, "a", "a", "b");
      function.serve(limited(byTenant(1)));
      RecordedRequest error = function.errors(1).get(0);
      assertThat(error.header("Lambda-Runtime-Function-Error-Type"))
          .isEqualTo(KeyedLimit.TOO_MANY_REQUESTS);
      assertThat(error.text()).contains("1 run already for key 'a'; try again later");
      begun().end();
      begun().end();
      assertThat(function.responses(2)).hasSize(2);
      // The turn was given back.
      function.api.offer(event(9, "a"));
      begun().end();
      assertThat(function.responses(3)).contains("e9 done");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thoseThatWaitBeginInTheirOrderEachOnItsOwnLoop(boolean onVertx) throws Exception {
    Map<String, Thread> loops = new ConcurrentHashMap<>();
    Map<String, Thread> ran = new ConcurrentHashMap<>();
    Map<String, Boolean> current = new ConcurrentHashMap<>();
    Middleware<String, String> noting =
        next ->
            (event, call) -> {
              loops.put(event, Thread.currentThread());
              return next.handle(event, call);
            };
    EventHandler<String, String> handler =
        (event, call) -> {
          ran.put(event, Thread.currentThread());
          current.put(event, call.scope().current() == call);
          return held.handle(event, call);
        };
    try (Function function = Function.of().lanes(4, 2)) {
      if (onVertx) {
        function.onVertx();
      }
      function.serve(Middleware.around(handler, List.of(noting, byTenant(1).waiting(9))));
      for (int i = 1; i <= 4; i++) {
        function.api.offer(event(i, "a"));
        awaitKey(loops, "e" + i);
      }
      for (int i = 1; i <= 4; i++) {
        Running running = begun();
        assertThat(running.event()).isEqualTo("e" + i);
        assertThat(begun).isEmpty();
        running.end();
      }
      assertThat(function.responses(4)).hasSize(4);
      assertThat(ran).isEqualTo(loops);
      assertThat(current.values()).containsOnly(true);
    }
  }

  private static void awaitKey(Map<String, ?> map, String key) {
    long end = System.nanoTime() + Function.LIMIT.toNanos();
    while (!map.containsKey(key) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void oneThatIsGivenUpLeavesItsPlace() throws Exception {
    Middleware<String, String> hurrying =
        next ->
            (event, call) -> {
              Future<String> result = next.handle(event, call);
              if (event.equals("e2")) {
                call.cancelBefore(Duration.ofMinutes(2));
              }
              return result;
            };
    try (Function function = Function.of().lanes(3, 1)) {
      function.serve(Middleware.around(held, List.of(hurrying, byTenant(1).waiting(1))));
      function.api.offer(event(1, "a"));
      Running first = begun();
      function.api.offer(event(2, "a"));
      assertThat(function.errors(1).get(0).text())
          .contains("waited for its turn until it was given up");
      // There is room for one to wait again.
      function.api.offer(event(3, "a"));
      function.server.awaitRequests(RuntimeCall.NEXT, 4, Function.LIMIT);
      first.end();
      Running next = begun();
      assertThat(next.event()).isEqualTo("e3");
      next.end();
      assertThat(function.responses(2)).containsExactlyInAnyOrder("e1 done", "e3 done");
      assertThat(function.server.requests(RuntimeCall.ERROR)).hasSize(1);
    }
  }

  @Test
  void oneThatHangsHasItsTurnUntilItIsGivenUp() throws Exception {
    try (Function function = Function.of().lanes(2, 1)) {
      offer(function, "a", "a");
      function.serve(limited(byTenant(1).waiting(1)));
      Running hangs = begun();
      assertThat(begun).isEmpty();
      hangs.call().cancelBefore(Duration.ofMinutes(2));
      begun().end();
      assertThat(function.responses(1)).hasSize(1);
      hangs.end();
      // The late end gives back nothing more: one at once is still the rule.
      function.api.offer(event(3, "a")).offer(event(4, "a"));
      Running third = begun();
      function.server.awaitRequests(RuntimeCall.NEXT, 4, Function.LIMIT);
      assertThat(begun).isEmpty();
      third.end();
      begun().end();
      assertThat(function.responses(4)).hasSize(4);
    }
  }

  @Test
  void keysAreCountedAndForgotten() throws Exception {
    KeyedLimit<String, String> limit = byTenant(1).keys(1);
    try (Function function = Function.of().lanes(2, 1)) {
      function.serve(limited(limit));
      function.api.offer(event(1, "a"));
      Running first = begun();
      function.api.offer(event(2, "a tenant's name that is far longer than is shown"));
      assertThat(function.errors(1).get(0).text())
          .contains(
              "1 keys are in use already; there is no room for"
                  + " 'a tenant's name that is far longer than ...'");
      first.end();
      function.responses(1);
      function.api.offer(event(3, "b"));
      begun().end();
      assertThat(function.responses(2)).contains("e3 done");
    }
  }

  @Test
  void noKeyIsNoLimitAndAFailingKeyFailsItsInvocation() throws Exception {
    KeyedLimit<String, String> limit =
        KeyedLimit.of(
            1,
            (event, call) -> {
              if (event.equals("bad")) {
                throw new IllegalStateException("no key");
              }
              return null;
            });
    try (Function function = Function.of("1", "2", "bad").lanes(3, 1)) {
      function.serve(limited(limit));
      begun().end();
      begun().end();
      assertThat(function.errors(1).get(0).text()).contains("no key");
      assertThat(function.responses(2)).hasSize(2);
    }
  }

  /** 64 lanes on 2 loops and 7 keys: never more than 3 of one key, and all get their turn. */
  @Test
  void holdsUnderLoad() throws Exception {
    Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    AtomicInteger worst = new AtomicInteger();
    EventHandler<String, String> handler =
        (event, call) -> {
          AtomicInteger now =
              running.computeIfAbsent(call.tenantId().orElseThrow(), k -> new AtomicInteger());
          worst.accumulateAndGet(now.incrementAndGet(), Math::max);
          return call.after(Duration.ofMillis(1))
              .map(
                  over -> {
                    now.decrementAndGet();
                    return event + " " + call.requestId();
                  });
        };
    try (Function function = Function.of().lanes(64, 2)) {
      for (int i = 1; i <= 640; i++) {
        function.api.offer(event(i, "t" + i % 7));
      }
      function.serve(Middleware.around(handler, List.of(byTenant(3).waiting(64))));
      assertThat(function.responses(640)).doesNotHaveDuplicates().hasSize(640);
      assertThat(worst).hasValue(3);
      assertThat(function.server.requests(RuntimeCall.ERROR)).isEmpty();
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    KeyedLimit<Body, Reply> limit = KeyedLimit.of(1, (event, call) -> "");
    assertThatThrownBy(() -> KeyedLimit.of(0, (event, call) -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("most is '0'; it must be 1 to 10000");
    assertThatThrownBy(() -> limit.waiting(-1))
        .hasMessage("waiting is '-1'; it must be 0 to 10000");
    assertThatThrownBy(() -> limit.keys(0)).hasMessage("keys is '0'; it must be 1 to 100000");
    assertThatThrownBy(() -> limit.keys(Integer.MAX_VALUE)).hasMessageContaining("1 to 100000");
  }
}
