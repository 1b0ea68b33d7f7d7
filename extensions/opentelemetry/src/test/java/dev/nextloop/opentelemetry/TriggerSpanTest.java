package dev.nextloop.opentelemetry;

import static dev.nextloop.opentelemetry.Traced.echo;
import static dev.nextloop.opentelemetry.Traced.spansOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.opentelemetry.OpenTelemetryOptions.Trigger;
import dev.nextloop.testkit.Replies;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a span says of the event's sender. */
class TriggerSpanTest {
  private static final String REQUEST =
      "{\"resource\":\"/pets/{petId}\",\"path\":\"/pets/10\",\"httpMethod\":\"POST\",\"headers\":"
          + "{\"User-Agent\":\"okhttp 3.0\",\"X-Forwarded-Proto\":\"https\"},\"requestContext\":{}}";

  private static String text(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }

  private static EventHandler<byte[], byte[]> answering(String reply) {
    return (event, call) -> Future.succeededFuture(Replies.text(reply));
  }

  @Test
  void describesTheRequestOfAnHttpEvent() throws Exception {
    SpanData span =
        spansOf(new Traced(), 1, answering("{\"statusCode\":201,\"body\":\"\"}"), REQUEST).get(0);
    assertThat(span.getName()).isEqualTo("/pets/{petId}");
    assertThat(text(span, "faas.trigger")).isEqualTo("http");
    assertThat(text(span, "http.request.method")).isEqualTo("POST");
    assertThat(text(span, "http.route")).isEqualTo("/pets/{petId}");
    assertThat(text(span, "url.path")).isEqualTo("/pets/10");
    assertThat(text(span, "url.scheme")).isEqualTo("https");
    assertThat(text(span, "user_agent.original")).isEqualTo("okhttp 3.0");
    assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .isEqualTo(201);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"statusCode\":503}|503|ERROR",
        "{\"headers\":{\"statusCode\":1},\"statusCode\":404}|404|UNSET",
        "{\"statusCode\":\"200\"}||UNSET",
        "{\"statusCode\":99999999999}||UNSET",
        "[503]||UNSET",
        "{\"body\":||UNSET"
      })
  void readsTheStatusOutOfTheReply(String reply, Long code, StatusCode status) throws Exception {
    SpanData span = spansOf(new Traced(), 1, answering(reply), REQUEST).get(0);
    assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .isEqualTo(code);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(status);
  }

  private static String message(String id, String trace, String queue) {
    return "{\"messageId\":\"%s\",\"receiptHandle\":\"h\",\"body\":\"b\",\"attributes\":%s,\"eventSource\":\"aws:sqs\",\"eventSourceARN\":\"arn:aws:sqs:us-east-1:1:%s\"}"
        .formatted(id, trace == null ? "{}" : "{\"AWSTraceHeader\":\"" + trace + "\"}", queue);
  }

  private static String batch(String... messages) {
    return "{\"Records\":[" + String.join(",", messages) + "]}";
  }

  @Test
  void linksTheBatchOfAQueueToItsSenders() throws Exception {
    AtomicReference<String> current = new AtomicReference<>();
    String second = "Root=1-5759e988-00000000000000000000000a;Parent=000000000000000b;Sampled=1";
    List<SpanData> spans =
        spansOf(
            new Traced(),
            2,
            (event, call) -> {
              current.set(Span.current().getSpanContext().getSpanId());
              return Future.failedFuture(new IllegalStateException("poison"));
            },
            batch(
                message("a", Traced.SAMPLED.replace("bd86", "cd86"), "orders"),
                message("b", second, "orders"),
                message("c", second, "orders"),
                message("d", "Root=1-bad", "orders"),
                message("e", null, "orders")));
    SpanData batch = spans.get(0);
    SpanData server = spans.get(1);
    assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(text(server, "faas.trigger")).isEqualTo("pubsub");
    assertThat(server.getLinks()).isEmpty();
    assertThat(batch.getName()).isEqualTo("orders process");
    assertThat(batch.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(batch.getParentSpanId()).isEqualTo(server.getSpanId());
    assertThat(text(batch, "messaging.system")).isEqualTo("aws_sqs");
    assertThat(text(batch, "messaging.operation.type")).isEqualTo("process");
    assertThat(text(batch, "messaging.destination.name")).isEqualTo("orders");
    assertThat(batch.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count")))
        .isEqualTo(5);
    assertThat(batch.getLinks())
        .extracting(link -> link.getSpanContext().getTraceId())
        .containsExactly(Traced.TRACE.replace("bd86", "cd86"), "5759e98800000000000000000000000a");
    assertThat(spans)
        .extracting(span -> span.getStatus().getStatusCode())
        .containsOnly(StatusCode.ERROR);
    assertThat(current.get()).isEqualTo(batch.getSpanId());
  }

  @Test
  void namesTheMessageWhereThereIsOne() throws Exception {
    String id = "messaging.message.id";
    SpanData one = spansOf(new Traced(), 2, echo(), batch(message("a", null, "x"))).get(0);
    assertThat(text(one, id)).isEqualTo("a");
    String two = batch(message("a", null, "x"), message("b", null, "x"));
    assertThat(text(spansOf(new Traced(), 2, echo(), two).get(0), id)).isNull();
  }

  @Test
  void namesSeveralQueuesTogether() throws Exception {
    SpanData batch =
        spansOf(new Traced(), 2, echo(), batch(message("a", null, "x"), message("b", null, "y")))
            .get(0);
    assertThat(batch.getName()).isEqualTo("multiple_sources process");
    assertThat(text(batch, "messaging.destination.name")).isNull();
  }

  @Test
  void boundsTheLinksOfTenThousandMessages() throws Exception {
    String[] messages = new String[10_000];
    for (int i = 0; i < messages.length; i++) {
      messages[i] =
          message(
              "" + i,
              "Root=1-5759e988-%024x;Parent=53995c3f42cd8ad8;Sampled=1".formatted(i + 1),
              "q");
    }
    SpanData batch = spansOf(new Traced(), 2, answering("{}"), batch(messages)).get(0);
    assertThat(batch.getLinks()).hasSize(128);
    assertThat(batch.getTotalRecordedLinks()).isEqualTo(128);
  }

  @Test
  void takesTheUsersWordForTheTriggerAndLooksAtNothing() throws Exception {
    Traced traced = new Traced().with(OpenTelemetryOptions.defaults().withTrigger(Trigger.TIMER));
    SpanData span = spansOf(traced, 1, echo(), REQUEST).get(0);
    assertThat(text(span, "faas.trigger")).isEqualTo("timer");
    assertThat(text(span, "http.route")).isNull();
  }
}
