package dev.nextloop.logging.internal.line;

import static dev.nextloop.logging.internal.line.Lines.json;
import static dev.nextloop.logging.internal.line.Lines.line;
import static dev.nextloop.logging.internal.line.Lines.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The JSON lines, member by member. */
class JsonFormatTest {
  private static final String METRICS =
      "{\"_aws\":{\"Timestamp\":1,\"CloudWatchMetrics\":[]},\"Count\":2}";

  @Test
  void aLineHasItsMembersInTheOrderOfLambdasOwn() {
    FakeEntry entry =
        new FakeEntry(1_700_000_000_007L, "sold")
            .level(Level.WARN)
            .ids("r-1", "1-00000000-000000000000000000000000", "t")
            .with("order", 7);

    assertThat(json(entry))
        .isEqualTo(
            "{\"timestamp\":\"2023-11-14T22:13:20.007Z\",\"level\":\"WARN\",\"message\":\"sold\","
                + "\"requestId\":\"r-1\",\"tenantId\":\"t\",\"logger\":\"shop.Orders\","
                + "\"traceId\":\"1-00000000-000000000000000000000000\",\"order\":7}");
  }

  @Test
  void theRequestIdMayHaveTheNameOfAwsClient() {
    LineFormat format = new JsonFormat("AWSRequestId", Lines.SECRETS);

    assertThat(line(format, FakeEntry.of("m").ids("r", null, null)))
        .contains("\"AWSRequestId\":\"r\"");
  }

  @Test
  void timesBeforeTheEpochAndOfAnySecondAreRight() {
    LineFormat format = new JsonFormat("requestId", Lines.SECRETS);

    assertThat(line(format, new FakeEntry(-1, ""))).contains("\"1969-12-31T23:59:59.999Z\"");
    assertThat(line(format, new FakeEntry(999, ""))).contains("\"1970-01-01T00:00:00.999Z\"");
    assertThat(line(format, new FakeEntry(1_000, ""))).contains("\"1970-01-01T00:00:01.000Z\"");
  }

  @Test
  void reservedNamesAreNeverOverwritten() {
    JsonNode line =
        parsed(
            FakeEntry.of("mine").ids("r", null, null).with("message", "theirs").with("level", 1));

    assertThat(line.get("message").asText()).isEqualTo("mine");
    assertThat(line.get("message_").asText()).isEqualTo("theirs");
    assertThat(line.get("level").asText()).isEqualTo("INFO");
  }

  @Test
  void numbersBooleansMapsAndListsStayWhatTheyAre() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", null);
    map.put("b", List.of());
    JsonNode line =
        parsed(
            FakeEntry.of("m")
                .with("int", 1)
                .with("big", new BigDecimal("1.50"))
                .with("nan", Double.NaN)
                .with("yes", true)
                .with("none", null)
                .with(null, "keyless")
                .with("map", map)
                .with("list", Arrays.asList(1, null, "x"))
                .with("other", java.net.URI.create("text")));

    assertThat(line.get("int").isInt()).isTrue();
    assertThat(line.get("big").isNumber()).isTrue();
    assertThat(line.get("nan").asText()).isEqualTo("NaN");
    assertThat(line.get("yes").isBoolean()).isTrue();
    assertThat(line.get("none").isNull()).isTrue();
    assertThat(line.get("null").asText()).isEqualTo("keyless");
    assertThat(line.get("map")).hasToString("{\"a\":null,\"b\":[]}");
    assertThat(line.get("list")).hasToString("[1,null,\"x\"]");
    assertThat(line.get("other").asText()).isEqualTo("text");
  }

  @Test
  void aValueThatThrowsOrNeverEndsIsNamedInItsPlace() {
    Object throwing =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no");
          }
        };
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    JsonNode line =
        parsed(
            FakeEntry.of("m")
                .with("bad", throwing)
                .with("inList", Arrays.asList(1, throwing))
                .with("endless", endless)
                .with("after", 1));

    assertThat(line.get("bad").asText())
        .isEqualTo("(not readable: java.lang.IllegalStateException)");
    assertThat(line.get("inList").get(1).asText()).startsWith("(not readable");
    assertThat(line.get("endless").isArray()).isTrue();
    assertThat(line.get("after").asInt()).isEqualTo(1);
  }

  @Test
  void secretsAreWrittenAsStarsWhereverTheirKeyStands() {
    Map<String, Object> headers = Map.of("Authorization", "Bearer x1");
    JsonNode line =
        parsed(
            FakeEntry.of("{\"user\":{\"passWord\":[1,\"x2\"]},\"\\u0074oken\":\"x3\",\"n\":1}")
                .with("api_key", "x4")
                .with("headers", headers)
                .with("n", Collections.singletonMap("sessionId", 5)));

    assertThat(line.toString()).doesNotContain("x1", "x2", "x3", "x4", "5");
    assertThat(line.get("message").get("user").get("passWord").asText()).isEqualTo("***");
    assertThat(line.get("message").get("token").asText()).isEqualTo("***");
    assertThat(line.get("message").get("n").asInt()).isEqualTo(1);
    assertThat(line.get("headers").get("Authorization").asText()).isEqualTo("***");
  }

  @Test
  void metricsAreTheWholeLine() {
    assertThat(json(FakeEntry.of(METRICS).ids("r", null, null).with("k", 1))).isEqualTo(METRICS);
    assertThat(json(FakeEntry.of(METRICS.replace(",", ",\n  ")))).isEqualTo(METRICS);
  }

  @Test
  void anotherObjectIsTheMessageAndKeepsItsRequest() {
    JsonNode line = parsed(FakeEntry.of(" {\"a\" : {\"_aws\":1}}\n").ids("r", null, null));

    assertThat(line.get("message")).hasToString("{\"a\":{\"_aws\":1}}");
    assertThat(line.get("requestId").asText()).isEqualTo("r");
  }

  @Test
  void whatOnlyLooksLikeAnObjectIsText() {
    String deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
    for (String text :
        List.of("{}x{}", "{\"a\":1,}", "{\"_aws\":1", "{'a':1}", deep, "{\"a\":01}")) {
      assertThat(parsed(FakeEntry.of(text)).get("message").textValue()).isEqualTo(text);
    }
  }

  @Test
  void aFailureHasTypeMessageAndStackWithItsCauses() {
    Exception cause = new IllegalArgumentException("too\nmany");
    Exception failure = new IllegalStateException("broken", cause);
    failure.addSuppressed(new RuntimeException("closing"));
    JsonNode line = parsed(FakeEntry.of("m").thrown(failure));

    assertThat(line.get("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.get("errorMessage").asText()).isEqualTo("broken");
    List<String> stack = new ArrayList<>();
    line.get("stackTrace").forEach(frame -> stack.add(frame.asText()));
    assertThat(stack.get(0)).startsWith("at ").contains("JsonFormatTest.java");
    assertThat(stack)
        .contains(
            "Suppressed: java.lang.RuntimeException: closing",
            "Caused by: java.lang.IllegalArgumentException: too\nmany");
  }

  @Test
  void cyclicCausesEndAndLongStacksAreCut() {
    Exception one = new Exception("one");
    one.initCause(new Exception("two", one));
    StackTraceElement[] frames = new StackTraceElement[10_000];
    Arrays.fill(frames, new StackTraceElement("C", "m", "C.java", 1));
    one.setStackTrace(frames);
    JsonNode line = parsed(FakeEntry.of("m").thrown(one));

    assertThat(line.get("stackTrace").size()).isLessThan(250);
    assertThat(line.toString()).contains("... 9900 more", "Caused by: java.lang.Exception: two");
  }

  @Test
  void aFailureThatThrowsWhenItIsReadIsStillNamed() {
    Exception bad =
        new Exception() {
          @Override
          public String getMessage() {
            throw new IllegalStateException();
          }

          @Override
          public StackTraceElement[] getStackTrace() {
            return null;
          }
        };

    assertThat(parsed(FakeEntry.of("m").thrown(bad)).get("errorType").asText())
        .contains("JsonFormatTest");
  }

  @Test
  void fiveMegabytesAndTenKilobyteKeysAreWhole() {
    String key = "k".repeat(10_000);
    String message = "é\n\u0000x".repeat(1_300_000);
    JsonNode line = parsed(FakeEntry.of(message).with(key, "v").with(key + "token", "secret"));

    assertThat(line.get("message").asText()).isEqualTo(message);
    assertThat(line.get(key).asText()).isEqualTo("v");
    assertThat(line.get(key + "token").asText()).isEqualTo("***");
  }
}
