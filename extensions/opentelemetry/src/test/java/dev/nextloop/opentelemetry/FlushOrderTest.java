package dev.nextloop.opentelemetry;

import static dev.nextloop.opentelemetry.Traced.LIMIT;
import static dev.nextloop.opentelemetry.Traced.SAMPLED;
import static dev.nextloop.opentelemetry.Traced.echo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.NextloopOptions;
import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When spans are sent, and what becomes of a client whose exporter does not do its part. */
class FlushOrderTest {
  private static final String XRAY = "Lambda-Runtime-Trace-Id: ";
  private static final String NOT_SAMPLED = SAMPLED.replace("Sampled=1", "Sampled=0");

  private static Traced traced(boolean vertx) {
    Traced traced = new Traced();
    return vertx ? traced.onVertx() : traced;
  }

  private static NextloopOptions budget(Duration budget) {
    return NextloopOptions.defaults().withFlushBudget(budget);
  }

  private static RuntimeApiScript sampled(int count) {
    RuntimeApiScript api = RuntimeApiScript.serving(0);
    for (int i = 1; i <= count; i++) {
      api.offer(Traced.event(i, "" + i, XRAY + SAMPLED));
    }
    return api;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theResponseIsPostedThenSpansAreFlushedThenComesTheNextPoll(boolean vertx) throws Exception {
    CompletableResultCode exported = new CompletableResultCode();
    Traced traced = traced(vertx).with(budget(Duration.ofMinutes(1)));
    traced.recorder.answering(() -> exported);
    try (ScriptedServer server = ScriptedServer.serving(sampled(2));
        Traced client = traced.start(server, echo())) {
      // Behind the response: the flush has begun, and the response was there without it.
      client.recorder.await(1);
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      assertThat(server.requests(RuntimeCall.NEXT)).hasSize(1);
      exported.succeed();
      server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      assertThat(server.requests())
          .extracting(RecordedRequest::method)
          .startsWith("GET", "POST", "GET", "POST");
      assertThat(client.host.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNotSampledKeepsItsPollInOneWriteWithTheResponse(boolean vertx) throws Exception {
    Gate acknowledged = new Gate();
    // The poll comes while the response before it is not acknowledged.
    Script api =
        Script.script()
            .readRequest()
            .send(Traced.event(1, "1", XRAY + NOT_SAMPLED))
            .readRequest()
            .readRequest()
            .whenReleased(acknowledged)
            .send(Replies.join(Replies.accepted(), Traced.event(2, "2", XRAY + SAMPLED)))
            .readRequest()
            .send(Replies.accepted())
            .readRequest()
            .drain();
    try (ScriptedServer server = ScriptedServer.playing(api).start();
        Traced client = traced(vertx).start(server, echo())) {
      assertThat(server.awaitRequests(3, LIMIT))
          .extracting(RecordedRequest::method)
          .containsExactly("GET", "POST", "GET");
      assertThat(client.recorder.spans()).isEmpty();
      acknowledged.release();
      server.awaitRequests(5, LIMIT);
      assertThat(client.recorder.await(1)).hasSize(1);
    }
  }

  @Test
  void anExporterThatHangsIsCutOffOnceAndCountedAndTheNextGoOn() throws Exception {
    CompletableResultCode exported = new CompletableResultCode();
    // The budget is long enough to fail the test if every invocation had to wait for it.
    Traced traced = new Traced().with(budget(Duration.ofSeconds(1)));
    traced.recorder.answering(() -> exported);
    try (ScriptedServer server = ScriptedServer.serving(sampled(40));
        Traced client = traced.start(server, echo())) {
      server.awaitRequests(RuntimeCall.RESPONSE, 40, Duration.ofSeconds(20));
      assertThat(client.flush.counts()).isEqualTo(new OpenTelemetryFlush.Counts(1, 0, 1));
      assertThat(client.host.log()).hasSize(1).allMatch(line -> line.contains("took longer"));
      client.recorder.answering(CompletableResultCode::ofSuccess);
      exported.succeed();
      // Nothing was lost: the last flush has all that gathered meanwhile.
      Traced.await(client.nextloop.stop());
      assertThat(client.recorder.await(40)).hasSize(40);
    }
  }

  @Test
  void noFlushGoesOnBeyondTheDeadline() throws Exception {
    Traced traced = new Traced().with(budget(Duration.ofMinutes(10)));
    CompletableResultCode exported = new CompletableResultCode();
    traced.recorder.answering(() -> exported);
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(
                Replies.event(
                    "a", System.currentTimeMillis() + 1_500, Replies.text("1"), XRAY + SAMPLED));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Traced client = traced.start(server, echo())) {
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      assertThat(client.recorder.spans()).hasSize(1);
      exported.succeed();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anExporterThatFailsOrThrowsChangesNoAnswer(boolean throwing) throws Exception {
    Traced traced = new Traced();
    traced.recorder.answering(
        () -> {
          if (throwing) {
            throw new IllegalStateException("no exporter");
          }
          return CompletableResultCode.ofFailure();
        });
    try (ScriptedServer server = ScriptedServer.serving(sampled(3));
        Traced client = traced.start(server, echo())) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 3, LIMIT))
          .extracting(RecordedRequest::text)
          .containsExactly("1", "2", "3");
      server.awaitRequests(RuntimeCall.NEXT, 4, LIMIT);
      assertThat(client.recorder.await(3)).hasSize(3);
    }
  }

  @Test
  void aFlushThatFailsIsCountedAndLoggedOnce() throws Exception {
    List<String> calls = new CopyOnWriteArrayList<>();
    Traced traced = new Traced();
    OpenTelemetryFlush failing =
        new OpenTelemetryFlush(
            () -> {
              calls.add("flush");
              return CompletableResultCode.ofExceptionalFailure(new IllegalStateException("down"));
            });
    traced.flush = failing;
    try (ScriptedServer server = ScriptedServer.serving(sampled(3));
        Traced client = traced.start(server, echo())) {
      server.awaitRequests(RuntimeCall.NEXT, 4, LIMIT);
      assertThat(failing.counts()).isEqualTo(new OpenTelemetryFlush.Counts(3, 3, 0));
      assertThat(calls).hasSize(3);
      assertThat(client.host.log()).hasSize(1).allMatch(line -> line.contains("down"));
    }
  }

  @Test
  void spansOfARunningInvocationAreSentBeforeItsDeadline() throws Exception {
    NextloopOptions options = NextloopOptions.defaults().withExpiryNotice(Duration.ofSeconds(2));
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(
                Replies.event(
                    "a", System.currentTimeMillis() + 2_500, Replies.text("1"), XRAY + SAMPLED));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Traced client =
            new Traced()
                .with(options)
                .start(server, (event, call) -> io.vertx.core.Promise.<byte[]>promise().future())) {
      assertThat(client.recorder.await(1).get(0).getStatus().getStatusCode())
          .isEqualTo(StatusCode.ERROR);
      assertThat(server.requests(RuntimeCall.NEXT)).hasSize(1);
    }
  }
}
