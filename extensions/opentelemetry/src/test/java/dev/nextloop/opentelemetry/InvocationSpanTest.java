package dev.nextloop.opentelemetry;

import static dev.nextloop.opentelemetry.Traced.echo;
import static dev.nextloop.opentelemetry.Traced.spansOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FunctionError;
import dev.nextloop.NextloopOptions;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The span of an invocation: what it says, and how it ends. */
class InvocationSpanTest {
  private static final String ARN = "arn:aws:lambda:us-east-1:012345678912:function:test_function";

  private static String text(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }

  private static Boolean isCold(SpanData span) {
    return span.getAttributes().get(AttributeKey.booleanKey("faas.coldstart"));
  }

  @Test
  void saysWhatTheConventionsForLambdaAskFor() throws Exception {
    Traced traced = new Traced();
    traced.host.with("AWS_LAMBDA_FUNCTION_NAME", "orders");
    List<SpanData> spans = spansOf(traced, 2, echo(), "{\"a\":1}", "2");
    SpanData span = spans.get(0);
    assertThat(span.getName()).isEqualTo("orders");
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getTraceId()).isEqualTo(Traced.TRACE);
    assertThat(span.getParentSpanId()).isEqualTo("53995c3f42cd8ad8");
    assertThat(text(span, "faas.invocation_id")).isEqualTo(RuntimeApiScript.id(1));
    assertThat(text(span, "faas.trigger")).isEqualTo("other");
    assertThat(text(span, "aws.lambda.invoked_arn")).isEqualTo(ARN);
    assertThat(text(span, "cloud.resource_id")).isEqualTo(ARN);
    assertThat(text(span, "cloud.account.id")).isEqualTo("012345678912");
    assertThat(isCold(span)).isTrue();
    assertThat(isCold(spans.get(1))).isFalse();
  }

  @Test
  void namesTheVersionInPlaceOfAnAlias() throws Exception {
    Traced traced = new Traced();
    traced.host.with("AWS_LAMBDA_FUNCTION_VERSION", "7");
    String head = "Lambda-Runtime-Invoked-Function-Arn: " + ARN + ":live";
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(
                Replies.raw(
                    "HTTP/1.1 200 OK",
                    List.of("Lambda-Runtime-Aws-Request-Id: a", head, "Content-Length: 1"),
                    Replies.text("1")));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Traced client = traced.start(server, echo())) {
      SpanData span = client.recorder.await(1).get(0);
      assertThat(span.getName()).isEqualTo("test_function");
      assertThat(text(span, "aws.lambda.invoked_arn")).isEqualTo(ARN + ":live");
      assertThat(text(span, "cloud.resource_id")).isEqualTo(ARN + ":7");
    }
  }

  @Test
  void isNoColdStartWhereAllWasReadyBefore() throws Exception {
    Traced traced = new Traced();
    traced.host.with("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency");
    assertThat(isCold(spansOf(traced, 1, echo(), "1").get(0))).isFalse();
  }

  @Test
  void endsWithTheFailureOfTheHandler() throws Exception {
    List<SpanData> spans =
        spansOf(
            new Traced(),
            2,
            (event, call) -> {
              if (event[0] == '1') {
                throw new IllegalStateException("no stock");
              }
              return Future.failedFuture(new FunctionError("Function.NoOrder", "no order"));
            },
            "1",
            "2");
    SpanData thrown = spans.get(0);
    assertThat(thrown.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(thrown.getStatus().getDescription()).isEqualTo("no stock");
    assertThat(text(thrown, "error.type")).isEqualTo("java.lang.IllegalStateException");
    assertThat(thrown.getEvents()).hasSize(1);
    assertThat(
            thrown
                .getEvents()
                .get(0)
                .getAttributes()
                .get(AttributeKey.stringKey("exception.stacktrace")))
        .contains("InvocationSpanTest");
    assertThat(text(spans.get(1), "error.type")).isEqualTo("Function.NoOrder");
  }

  /** One whose own methods fail. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  @Test
  void standsAnExceptionWhoseOwnMethodsFail() throws Exception {
    List<SpanData> spans =
        spansOf(
            new Traced(),
            2,
            (event, call) ->
                event[0] == '1'
                    ? Future.failedFuture(new Unreadable())
                    : echo().handle(event, call),
            "1",
            "2");
    assertThat(spans.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(spans.get(0), "error.type")).isEqualTo(Unreadable.class.getName());
    assertThat(spans.get(0).getEvents()).hasSize(1);
    assertThat(spans.get(1).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void endsBeforeTheDeadlineWhenTheHandlerHasNotAnswered() throws Exception {
    BlockingQueue<Promise<byte[]>> running = new LinkedBlockingQueue<>();
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(Replies.event("a", Traced.inAMinute(), Replies.text("1")))
            .offer(Replies.event("b", Traced.inAMinute(), Replies.text("2")));
    // The notice is longer than what is left: it comes at once, and the deadline a minute later.
    NextloopOptions options = NextloopOptions.defaults().withExpiryNotice(Duration.ofMinutes(2));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Traced client =
            new Traced()
                .with(options)
                .start(
                    server,
                    (event, call) -> {
                      Promise<byte[]> result = Promise.promise();
                      running.add(result);
                      return result.future();
                    })) {
      SpanData span = client.recorder.await(1).get(0);
      assertThat(server.requests(RuntimeCall.RESPONSE)).isEmpty();
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(text(span, "error.type")).isEqualTo("Runtime.HandlerTimeout");
      // It may answer all the same, and its span is not ended again.
      running.poll(20, TimeUnit.SECONDS).complete(Replies.text("late"));
      server.awaitRequests(RuntimeCall.RESPONSE, 1, Traced.LIMIT);
      assertThat(client.recorder.await(2))
          .extracting(one -> text(one, "faas.invocation_id"))
          .containsExactly("a", "b");
    }
  }
}
