package dev.nextloop.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a handler that are made again. */
class RetryTest {
  private static final Duration HOUR_OF_LAMBDA = Duration.ofMinutes(15);

  private static Future<String> failingUntil(int success, AtomicInteger made) {
    return made.incrementAndGet() < success
        ? Future.failedFuture(new IllegalStateException("attempt " + made))
        : Future.succeededFuture("attempt " + made);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void giveTheFirstSuccessAndCount(boolean onVertx) throws Exception {
    Retry retry = Retry.upTo(4).backoff(Duration.ofMillis(2), Duration.ofMillis(4));
    AtomicInteger made = new AtomicInteger();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Function function = onVertx ? Function.of("e").onVertx() : Function.of("e")) {
      function.serve(
          (event, call) ->
              retry.call(
                  call,
                  () -> {
                    threads.add(Thread.currentThread());
                    return failingUntil(3, made);
                  }));
      assertThat(function.responses(1)).containsExactly("attempt 3");
      assertThat(threads).hasSize(1);
      assertThat(retry.counts()).isEqualTo(new Retry.Counts(1, 2, 0));
    }
  }

  @Test
  void giveTheLastFailureAsItIsWhenNoAttemptIsLeft() throws Exception {
    Retry retry = Retry.upTo(3).jitter(() -> 0);
    AtomicInteger made = new AtomicInteger();
    try (Function function = Function.of("e")) {
      function.serve((event, call) -> retry.call(call, () -> failingUntil(9, made)));
      assertThat(function.errors(1).get(0).text())
          .contains("IllegalStateException", "\"attempt 3\"");
      assertThat(retry.counts()).isEqualTo(new Retry.Counts(1, 2, 1));
    }
  }

  @Test
  void waitForNoAttemptThatTheInvocationHasNoTimeFor() throws Exception {
    Retry retry = Retry.upTo(9).backoff(HOUR_OF_LAMBDA, HOUR_OF_LAMBDA).jitter(() -> 1);
    AtomicInteger made = new AtomicInteger();
    try (Function function = Function.of("e")) {
      function.serve((event, call) -> retry.call(call, () -> failingUntil(9, made)));
      assertThat(function.errors(1).get(0).text()).contains("\"attempt 1\"");
      assertThat(retry.counts()).isEqualTo(new Retry.Counts(1, 0, 1));
    }
  }

  @Test
  void leaveTheMarginUntouched() throws Exception {
    Retry retry =
        Retry.upTo(100)
            .backoff(Duration.ofMillis(30), Duration.ofMillis(30))
            .jitter(() -> 1)
            .margin(Duration.ofMillis(1_700));
    List<Duration> left = new CopyOnWriteArrayList<>();
    try (Function function = Function.lasting(2_000, "e")) {
      function.serve(
          (event, call) ->
              retry.call(
                  call,
                  () -> {
                    left.add(call.remaining());
                    return Future.failedFuture(new IllegalStateException("busy"));
                  }));
      function.errors(1);
      assertThat(left.subList(1, left.size()))
          .allSatisfy(time -> assertThat(time).isGreaterThan(Duration.ofMillis(1_600)));
      assertThat(left).hasSizeLessThan(12);
    }
  }

  @Test
  void endWithTheirInvocation() throws Exception {
    Retry retry =
        Retry.upTo(2).backoff(Duration.ofSeconds(50), Duration.ofSeconds(50)).jitter(() -> 1);
    try (Function function = Function.of("e")) {
      function.serve(
          (event, call) -> {
            Future<String> result = retry.call(call, () -> Future.failedFuture("the call's own"));
            call.cancelBefore(Duration.ofMinutes(2));
            return result.recover(e -> Future.succeededFuture("ended by " + e.getMessage()));
          });
      assertThat(function.responses(1)).containsExactly("ended by the call's own");
    }
  }

  @Test
  void areMadeFromAWorkerToo() throws Exception {
    Retry retry = Retry.upTo(3).backoff(Duration.ofMillis(1), Duration.ofMillis(1));
    AtomicInteger made = new AtomicInteger();
    try (Function function = Function.of("e")) {
      function.serve(
          (event, call) ->
              call.blocking(() -> Function.await(retry.call(call, () -> failingUntil(2, made)))));
      assertThat(function.responses(1)).containsExactly("attempt 2");
    }
  }

  private static Future<String> outcome(Retry retry, Invocation call, Throwable failure) {
    AtomicInteger made = new AtomicInteger();
    return retry
        .<String>call(
            call,
            () -> {
              made.incrementAndGet();
              return Future.failedFuture(failure);
            })
        .recover(e -> Future.succeededFuture(e.getClass().getSimpleName() + " " + made));
  }

  @Test
  void areMadeOnlyForFailuresThatAreWorthIt() throws Exception {
    Retry retry = Retry.upTo(3).jitter(() -> Double.NaN);
    try (Function function = Function.of("any", "over", "error", "chosen", "thrown", "null")) {
      function.serve(
          (event, call) ->
              switch (event) {
                case "any" -> outcome(retry, call, new java.io.IOException());
                case "over" ->
                    outcome(retry, call, new FunctionError("Runtime.HandlerTimeout", ""));
                case "error" -> outcome(retry, call, new StackOverflowError());
                case "chosen" ->
                    outcome(
                        retry.on(e -> e instanceof java.io.IOException),
                        call,
                        new IllegalStateException());
                case "thrown" ->
                    retry
                        .<String>call(
                            call,
                            () -> {
                              throw new IllegalArgumentException("thrown");
                            })
                        .recover(e -> Future.succeededFuture(e.getMessage()));
                default ->
                    retry
                        .<String>call(call, () -> null)
                        .recover(e -> Future.succeededFuture(e.getMessage()));
              });
      assertThat(function.responses(6))
          .containsExactly(
              "IOException 3",
              "FunctionError 1",
              "StackOverflowError 1",
              "IllegalStateException 1",
              "thrown",
              "the attempt gave no future");
    }
  }

  /** 64 at once, each of which fails twice: none gets another's result. */
  @Test
  void ofManyInvocationsNeverMix() throws Exception {
    Retry retry = Retry.upTo(3).backoff(Duration.ofMillis(1), Duration.ofMillis(5));
    try (Function function = Function.of().lanes(64, 2)) {
      for (int i = 1; i <= 640; i++) {
        function.api.offer(Replies.event(RuntimeApiScript.id(i), 0, Replies.text("e" + i)));
      }
      function.serve(
          (event, call) -> {
            AtomicInteger made = new AtomicInteger();
            return retry.call(
                call, () -> failingUntil(3, made).map(done -> event + " " + call.requestId()));
          });
      assertThat(function.responses(640)).doesNotHaveDuplicates();
      assertThat(function.server.requests())
          .filteredOn(request -> request.target().endsWith("/response"))
          .allSatisfy(
              request -> {
                String text = request.text();
                int space = text.indexOf(' ');
                String id = text.substring(space + 1);
                assertThat(RuntimeApiScript.id(Integer.parseInt(text.substring(1, space))))
                    .isEqualTo(id);
                assertThat(request.target()).contains(id);
              });
      assertThat(retry.counts()).isEqualTo(new Retry.Counts(640, 1_280, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "101"})
  void refuseANumberOfAttemptsThatMakesNoSense(int attempts) {
    assertThatThrownBy(() -> Retry.upTo(attempts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attempts is '" + attempts + "'; it must be 1 to 100");
  }

  @Test
  void refuseTimesThatMakeNoSense() {
    Retry retry = Retry.upTo(2);
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> retry.backoff(Duration.ZERO, second))
        .hasMessage("begin is 'PT0S'; it must be 1 ms to 900000 ms");
    assertThatThrownBy(() -> retry.backoff(second, Duration.ofMillis(999)))
        .hasMessage("most is 'PT0.999S'; it must be 1000 ms to 900000 ms");
    assertThatThrownBy(() -> retry.margin(Duration.ofMillis(-1)))
        .hasMessage("left is 'PT-0.001S'; it must be 0 ms to 900000 ms");
    assertThatThrownBy(() -> retry.margin(null)).hasMessageStartingWith("left is 'null'");
  }
}
