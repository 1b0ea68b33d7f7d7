package dev.nextloop.opentelemetry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a look at the beginning of an event finds. */
class EventLookTest {
  private static final Set<String> HEADERS = Set.of("traceparent", "user-agent");

  static EventFacts look(String event) {
    return EventLook.at(ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)), HEADERS);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "http|{\"resource\":\"/x\",\"path\":\"/x\",\"httpMethod\":\"GET\",\"requestContext\":{\"stage\":\"s\"}}",
        "http|{\"version\":\"2.0\",\"routeKey\":\"$default\",\"requestContext\":{\"http\":{\"method\":\"GET\"}}}",
        "http|{\"requestContext\":{\"elb\":{\"targetGroupArn\":\"a\"}},\"httpMethod\":\"GET\",\"path\":\"/\"}",
        "http|{\"requestContext\":{\"routeKey\":\"$connect\",\"connectionId\":\"c\"}}",
        "pubsub|{\"Records\":[{\"messageId\":\"a\",\"eventSource\":\"aws:sqs\"}]}",
        "pubsub|{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{}}]}",
        "pubsub|{\"Records\":[{\"kinesis\":{},\"eventSource\":\"aws:kinesis\"}]}",
        "pubsub|{\"eventSource\":\"aws:kafka\",\"records\":{}}",
        "datasource|{\"Records\":[{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\"}]}",
        "datasource|{\"Records\":[{\"eventSource\":\"aws:dynamodb\"}]}",
        "timer|{\"version\":\"0\",\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\"}",
        "pubsub|{\"version\":\"0\",\"detail-type\":\"Order Placed\",\"source\":\"shop\"}",
        "other|{\"version\":\"2.0\"}",
        "other|{\"Records\":[]}",
        "other|{\"Records\":[1,2]}",
        "other|{\"Records\":{\"eventSource\":\"aws:sqs\"}}",
        "other|{\"httpMethod\":\"GET\"}",
        "other|{\"httpMethod\":1,\"headers\":[1],\"requestContext\":\"x\"}",
        "other|{\"awslogs\":{\"data\":\"x\"}}",
        "other|{}",
        "other|[{\"httpMethod\":\"GET\"}]",
        "other|\"text\"",
        "other|{\"httpMethod\":\"GET\",\"resource\":\"/\",",
        "other|{\"httpMethod\":\"GET\",\"resource\":\"/\"}}} no JSON {",
        "other|not JSON",
        "other|``"
      })
  void tellsWhoHasSentIt(String trigger, String event) {
    if (event.contains("}}}")) {
      // What comes behind the object is nobody's business.
      assertThat(look(event).trigger()).isEqualTo("http");
    } else {
      assertThat(look(event == null ? "" : event).trigger()).isEqualTo(trigger);
    }
  }

  @Test
  void readsARequest() {
    EventFacts facts =
        look(
            "{\"resource\":\"/pets/{petId}\",\"path\":\"/pets/10\",\"httpMethod\":\"get\",\"headers\":"
                + "{\"User-Agent\":\"okhttp\",\"Cookie\":\"secret\"},\"multiValueHeaders\":"
                + "{\"TRACEPARENT\":[\"t\",\"u\"],\"user-agent\":[\"other\"]}}");
    assertThat(facts.route()).isEqualTo("/pets/{petId}");
    assertThat(facts.path).isEqualTo("/pets/10");
    assertThat(facts.knownMethod()).isEqualTo("GET");
    assertThat(facts.headers).containsOnlyKeys("user-agent", "traceparent");
    assertThat(facts.headers)
        .containsEntry("user-agent", "okhttp")
        .containsEntry("traceparent", "t");
  }

  @ParameterizedTest
  @CsvSource({"GET /x/{id},/x/{id}", "$default,", "ANY /{proxy+},/{proxy+}"})
  void readsTheRouteOfAnHttpApi(String key, String route) {
    assertThat(look("{\"version\":\"2.0\",\"routeKey\":\"" + key + "\"}").route()).isEqualTo(route);
  }

  @Test
  void knowsOnlyMethodsOfTheConventions() {
    assertThat(look("{\"httpMethod\":\"BREW\"}").knownMethod()).isEqualTo("_OTHER");
  }

  static String message(int number, String body, String queue) {
    return ("{\"messageId\":\"%d\",\"receiptHandle\":\"h\",\"body\":\"%s\",\"attributes\":"
            + "{\"AWSTraceHeader\":\"Root=1-5759e988-%024x;Parent=53995c3f42cd8ad8;Sampled=1\"},"
            + "\"eventSource\":\"aws:sqs\",\"eventSourceARN\":\"arn:aws:sqs:us-east-1:1:%s\"}")
        .formatted(number, body, number, queue);
  }

  static String batch(int count, String body) {
    StringBuilder event = new StringBuilder("{\"Records\":[");
    for (int i = 1; i <= count; i++) {
      event.append(i == 1 ? "" : ",").append(message(i, body, "orders"));
    }
    return event.append("]}").toString();
  }

  @Test
  void readsAWholeBatchOfTen() {
    EventFacts facts = look(batch(10, "x".repeat(2_000)));
    assertThat(facts.isQueue()).isTrue();
    assertThat(facts.senders).hasSize(10);
    assertThat(facts.records).isEqualTo(10);
    assertThat(facts.allRecords).isTrue();
    assertThat(facts.queue).isEqualTo("orders");
    assertThat(facts.manyQueues).isFalse();
  }

  @Test
  void keepsNoMoreLinksOfTenThousandMessagesThanTheSdkDoes() {
    EventFacts facts = look(batch(10_000, ""));
    assertThat(facts.trigger()).isEqualTo("pubsub");
    assertThat(facts.senders).hasSize(EventFacts.MOST_LINKS);
    assertThat(facts.allRecords).isFalse();
  }

  @Test
  void readsNoMoreThanSixtyFourKilobytesOfABatch() {
    EventFacts facts = look(batch(600, "x".repeat(10_000)));
    assertThat(facts.isQueue()).isTrue();
    assertThat(facts.senders.size()).isBetween(5, 6);
  }

  @Test
  void knowsABatchWhoseFirstMessageIsLongerThanTheLook() {
    assertThat(look(batch(1, "x".repeat(200_000))).trigger()).isEqualTo("pubsub");
  }

  @Test
  void seesThatQueuesDiffer() {
    String event = "{\"Records\":[" + message(1, "", "a") + "," + message(2, "", "b") + "]}";
    assertThat(look(event).manyQueues).isTrue();
  }

  @Test
  void readsTheFirstKilobytesOfSixMegabytes() {
    String head =
        "{\"version\":\"2.0\",\"routeKey\":\"POST /x\",\"requestContext\":{\"http\":{\"method\":\"POST\"}},";
    ByteBuffer event =
        ByteBuffer.wrap(
            (head + "\"body\":\"" + "x".repeat(6_000_000) + "\"}")
                .getBytes(StandardCharsets.UTF_8));
    // Whatever is behind the limit is not touched.
    event.limit(EventLook.LIMIT + 1);
    assertThat(EventLook.at(event, HEADERS).trigger()).isEqualTo("http");
    assertThat(event.position()).isZero();
    assertThat(event.limit()).isEqualTo(EventLook.LIMIT + 1);
    String late = "{\"body\":\"" + "x".repeat(6_000_000) + "\"," + head.substring(1) + "\"a\":1}";
    assertThat(look(late).trigger()).isEqualTo("other");
  }

  @Test
  void looksIntoDirectMemoryFromWhereTheEventBegins() {
    byte[] bytes =
        "xx{\"Records\":[{\"eventSource\":\"aws:s3\"}]}".getBytes(StandardCharsets.UTF_8);
    ByteBuffer event = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().position(2);
    assertThat(EventLook.at(event, HEADERS).trigger()).isEqualTo("datasource");
    assertThat(EventLook.at(ByteBuffer.wrap(bytes, 2, bytes.length - 2).slice(), HEADERS).trigger())
        .isEqualTo("datasource");
    assertThat(event.position()).isEqualTo(2);
  }
}
