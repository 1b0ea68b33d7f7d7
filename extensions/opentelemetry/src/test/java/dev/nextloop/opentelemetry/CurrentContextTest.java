package dev.nextloop.opentelemetry;

import static dev.nextloop.opentelemetry.Traced.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code Context.current()} is, where, and for whom. */
class CurrentContextTest {
  private static final ContextKey<String> KEY = ContextKey.named("test");

  private static RuntimeApiScript api() {
    return RuntimeApiScript.serving(0)
        .offer(Traced.event(1, "1", "Lambda-Runtime-Trace-Id: " + Traced.SAMPLED));
  }

  private static String currentTrace() {
    return Span.current().getSpanContext().getTraceId();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isTheInvocationsInItsHandlerAndWhatFollows(boolean vertx) throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    Traced traced = vertx ? new Traced().onVertx() : new Traced();
    try (ScriptedServer server = ScriptedServer.serving(api());
        Traced client =
            traced.start(
                server,
                (event, call) -> {
                  seen.add(currentTrace());
                  assertThat(Context.current()).isSameAs(OpenTelemetryContext.of(call));
                  return call.blocking(
                          () -> {
                            seen.add(currentTrace());
                            return event;
                          })
                      .onComplete(done -> seen.add(currentTrace()));
                })) {
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      assertThat(seen).containsExactly(Traced.TRACE, Traced.TRACE, Traced.TRACE);
      assertThat(client.host.log()).isEmpty();
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void isWhatTheThreadHasMadeCurrentAndAfterItTheInvocationsAgain() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api());
        Traced client =
            new Traced()
                .start(
                    server,
                    (event, call) -> {
                      Context before = Context.current();
                      try (Scope inner = before.with(KEY, "inner").makeCurrent()) {
                        assertThat(Context.current().get(KEY)).isEqualTo("inner");
                        try (Scope root = Context.root().makeCurrent()) {
                          assertThat(Context.current()).isSameAs(Context.root());
                        }
                      }
                      assertThat(Context.current()).isSameAs(before);
                      OpenTelemetryContext.set(call, before.with(KEY, "set"));
                      return Future.succeededFuture(Replies.text(Context.current().get(KEY)));
                    })) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .isEqualTo("set");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @Test
  void isEachClientsOwnWhereThereAreTwo() throws Exception {
    String other = Traced.SAMPLED.replace("1-5759e988", "1-5759e989");
    RuntimeApiScript second =
        RuntimeApiScript.serving(0)
            .offer(Traced.event(1, "1", "Lambda-Runtime-Trace-Id: " + other));
    try (ScriptedServer one = ScriptedServer.serving(api());
        ScriptedServer two = ScriptedServer.serving(second);
        Traced first =
            new Traced()
                .start(one, (event, call) -> Future.succeededFuture(Replies.text(currentTrace())));
        Traced alsoThere =
            new Traced()
                .start(
                    two, (event, call) -> Future.succeededFuture(Replies.text(currentTrace())))) {
      assertThat(one.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .isEqualTo(Traced.TRACE);
      assertThat(two.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .isEqualTo(Traced.TRACE.replace("5759e988", "5759e989"));
      assertThat(first.recorder.await(1)).hasSize(1);
      assertThat(alsoThere.recorder.await(1)).hasSize(1);
    }
  }
}
