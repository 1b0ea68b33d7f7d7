package dev.nextloop.tracing;

import static dev.nextloop.tracing.Function.SAMPLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.TraceHeader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users put into a subsegment, whatever it does. */
class SubsegmentValuesTest {
  private static final TraceHeader TRACE = TraceHeader.parse(SAMPLED).orElseThrow();

  private final FakeHost host = new FakeHost();
  private DaemonSocket socket;
  private XrayDaemon daemon;
  private XrayTracer tracer;
  private Subsegment handler;

  @BeforeEach
  void startDaemon() throws Exception {
    socket = new DaemonSocket();
    daemon = XrayDaemon.at(socket.address());
    tracer = XrayTracer.of(null, host, daemon, false);
    handler = tracer.handler(TRACE, "## handler");
  }

  @AfterEach
  void stopDaemon() {
    daemon.close();
    socket.close();
  }

  private JsonNode sent() throws Exception {
    handler.end();
    return socket.await();
  }

  /** An exception whose own methods fail. */
  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new AssertionError("no message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new StackOverflowError();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no frames");
    }
  }

  @Test
  void isNotHarmedByAnExceptionWhoseMethodsThrowNorByACircleOfCauses() throws Exception {
    Exception one = new Exception("one");
    one.initCause(new Exception("two", one));
    handler.child("circle").fail(one).end();
    handler.fail(new Hostile());
    JsonNode document = sent();
    assertThat(document.at("/subsegments/0/cause/exceptions")).hasSize(2);
    assertThat(document.at("/cause/exceptions/0/type").asText()).endsWith("Hostile");
  }

  @Test
  void keepsMetadataOfAnyKind() throws Exception {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("list", List.of(1, 2.5, true, "x"));
    map.put(null, new int[] {1, 2});
    handler.metadata("orders", "map", map).metadata("orders", "none", null);
    JsonNode metadata = sent().path("metadata").path("orders");
    assertThat(metadata.path("map")).hasToString("{\"list\":[1,2.5,true,\"x\"],\"null\":[1,2]}");
    assertThat(metadata.path("none").isNull()).isTrue();
  }

  /** A number whose text fails. */
  private static final class Odd extends Number {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int intValue() {
      return 0;
    }

    @Override
    public long longValue() {
      return 0;
    }

    @Override
    public float floatValue() {
      return 0;
    }

    @Override
    public double doubleValue() {
      return 0;
    }
  }

  @Test
  void isNotHarmedByValuesThatThrowOrNeverEnd() throws Exception {
    Object throwing =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("not now");
          }
        };
    Map<String, Object> circle = new HashMap<>();
    circle.put("self", circle);
    circle.put("again", circle);
    List<Object> half = new ArrayList<>(List.of(1, throwing));
    Iterable<Object> endless = () -> Collections.nCopies(Integer.MAX_VALUE, (Object) 1).iterator();
    handler
        .annotate("odd", new Odd())
        .metadata("m", "throwing", throwing)
        .metadata("m", "half", half)
        .metadata("m", "circle", circle)
        .metadata("m", "endless", endless)
        .metadata(null, null, Double.NaN);
    JsonNode document = sent();
    assertThat(document.at("/annotations/odd").asText()).contains("UnsupportedOperationException");
    assertThat(document.at("/metadata/m/throwing").asText()).contains("IllegalStateException");
    assertThat(document.at("/metadata/m/half").asText()).contains("IllegalStateException");
    assertThat(document.path("metadata").path("m").has("endless")).isFalse();
    assertThat(document.at("/metadata/null/null").asText()).isEqualTo("NaN");
  }

  @Test
  void takesNumbersAsTheyAreWhenTheyAreGiven() throws Exception {
    AtomicLong counter = new AtomicLong(1);
    handler.annotate("n", counter).annotate("flag", true).annotate("none", (String) null);
    counter.set(2);
    JsonNode annotations = sent().path("annotations");
    assertThat(annotations).hasToString("{\"n\":1,\"flag\":true}");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "with space", "caf\u00e9", "a-b", "evil\nkey"})
  void refusesAKeyThatXrayWouldDropRecordedOrNot(String key) {
    for (Subsegment subsegment :
        List.of(handler, XrayTracer.of(null, host, null, false).segment("unrecorded"))) {
      assertThatThrownBy(() -> subsegment.annotate(key, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("annotation key is '")
          .hasMessageContaining("it must be 1 to 500 ASCII letters, digits, _ and .")
          .hasMessageNotContaining("\n");
      assertThatThrownBy(() -> subsegment.annotate(key, "v"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> subsegment.annotate(key, true))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
