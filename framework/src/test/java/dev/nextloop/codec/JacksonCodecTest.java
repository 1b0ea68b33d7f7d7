package dev.nextloop.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.FunctionError;
import dev.nextloop.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON events and results, good and bad. */
class JacksonCodecTest {
  /** An order. */
  @SuppressWarnings("ArrayRecordComponent") // how bytes stand in JSON is what is tested
  public record Order(String id, List<Item> items, Instant at, byte[] photo) {}

  /** Part of an order. */
  public record Item(int count, LocalDate due, Duration within) {}

  /** Anything that the payload names. */
  public record Open(Object any) {}

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ByteBuffer direct(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 8);
    buffer.position(3);
    buffer.put(bytes).flip().position(3);
    return buffer;
  }

  private static String text(Reply reply) {
    assertThat(reply.contentType()).isEqualTo("application/json");
    return StandardCharsets.UTF_8.decode(((Reply.Bytes) reply).body()).toString();
  }

  private static final String ORDER =
      "{\"id\":\"o\",\"items\":[{\"count\":1,\"due\":\"2026-02-03\",\"within\":\"PT5M\"}],"
          + "\"at\":\"2026-01-02T03:04:05Z\",\"photo\":\"+/8=\"}";

  @Test
  void recordsTimesAndBytesGoThereAndBack() throws Exception {
    JacksonCodec<Order> codec = JacksonCodec.of(Order.class);
    for (ByteBuffer event : List.of(bytes(ORDER), direct(ORDER))) {
      int position = event.position();
      Order order = codec.decode(event);
      assertThat(event.position()).isEqualTo(position);
      assertThat(order.items().get(0).due()).isEqualTo(LocalDate.of(2026, 2, 3));
      assertThat(order.photo()).isEqualTo(new byte[] {(byte) 0xfb, (byte) 0xff});
      assertThat(text(codec.encode(order))).isEqualTo(ORDER);
    }
  }

  @Test
  void genericTypesKeepTheirArguments() throws Exception {
    JacksonCodec<List<Item>> codec = JacksonCodec.of(new TypeReference<List<Item>>() {});
    assertThat(codec.decode(bytes("[{\"count\":7}]")).get(0).count()).isEqualTo(7);
  }

  @Test
  void vertxAndJacksonTreesGoThereAndBack() throws Exception {
    String object = "{\"a\":[1,{\"b\":null}],\"c\":\"\u00e9\"}";
    JacksonCodec<JsonObject> objects = JacksonCodec.of(JsonObject.class);
    JsonObject read = objects.decode(bytes(object));
    assertThat(read.getJsonArray("a").getJsonObject(1).containsKey("b")).isTrue();
    assertThat(text(objects.encode(read.put("n", new JsonObject().put("d", new JsonArray())))))
        .isEqualTo(object.replace("\"}", "\",\"n\":{\"d\":[]}}"));
    JacksonCodec<JsonArray> arrays = JacksonCodec.of(JsonArray.class);
    assertThat(text(arrays.encode(arrays.decode(bytes("[1,[2],{}]"))))).isEqualTo("[1,[2],{}]");
    JacksonCodec<JsonNode> trees = JacksonCodec.of(JsonNode.class);
    assertThat(text(trees.encode(trees.decode(direct(object))))).isEqualTo(object);
  }

  @Test
  void anEmptyEventIsNullAndNullGoesOutAsNull() throws Exception {
    JacksonCodec<Order> codec = JacksonCodec.of(Order.class);
    assertThat(codec.decode(bytes(""))).isNull();
    assertThat(codec.decode(bytes("null"))).isNull();
    assertThat(text(codec.encode(null))).isEqualTo("null");
  }

  @Test
  void aByteOrderMarkUnknownFieldsAndDoublesAreTaken() {
    JacksonCodec<Item> codec = JacksonCodec.of(Item.class);
    assertThat(codec.decode(bytes("\ufeff{\"x\":{},\"count\":1,\"count\":2}")).count())
        .isEqualTo(2);
  }

  private static FunctionError refused(JacksonCodec<?> codec, ByteBuffer event) {
    try {
      Object read = codec.decode(event);
      throw new AssertionError("was read: " + read);
    } catch (FunctionError e) {
      assertThat(e.type()).isEqualTo("Runtime.UnmarshalError");
      assertThat(e).hasNoCause();
      assertThat(e.getMessage()).hasSizeLessThan(600).doesNotContain("SECRET");
      return e;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"SECRET\"",
        "{\"id\":SECRET}",
        "{\"id\":\"SECRET\"} SECRET",
        "SECRET",
        "{\"id\":\"SECRET\\x\"}",
        "[1,]SECRET",
        "\u0000SECRET",
      })
  void whatIsNoJsonIsToldByItsPlaceOnly(String event) {
    for (Class<?> type : List.of(Order.class, JsonNode.class, JsonObject.class, Map.class)) {
      refused(JacksonCodec.of(type), bytes(event));
      refused(JacksonCodec.of(type), direct(event));
    }
    assertThat(refused(JacksonCodec.of(JsonNode.class), bytes("{\n  \"a\": SECRET}")))
        .hasMessageStartingWith("the event is not valid JSON (line 2, column ");
  }

  @Test
  void aWrongTypeIsToldByPointerAndExpectedType() {
    JacksonCodec<Order> codec = JacksonCodec.of(Order.class);
    assertThat(refused(codec, bytes("{\"items\":[{},{\"count\":\"SECRET\"}]}")))
        .hasMessageStartingWith("the event can't be read as int at /items/1/count (line 1,");
    assertThat(refused(codec, bytes("{\"items\":\"SECRET\"}"))).hasMessageContaining("at /items");
    assertThat(refused(codec, bytes("{\"at\":\"SECRET\"}"))).hasMessageContaining("as Instant");
    assertThat(refused(codec, bytes("{\"photo\":\"SECRET!\"}"))).hasMessageContaining("/photo");
    assertThat(refused(codec, bytes("\"SECRET\""))).hasMessageContaining("as Order at /");
  }

  @Test
  void aLongFieldNameDoesNotFillTheMessage() {
    JacksonCodec<Map<String, Integer>> codec = JacksonCodec.of(new TypeReference<>() {});
    refused(codec, bytes("{\"" + "k".repeat(100_000) + "\":\"SECRET\"}"));
  }

  @Test
  void invalidUtf8IsRefused() {
    byte[] bad = "{\"id\":\"xSECRET\"}".getBytes(StandardCharsets.US_ASCII);
    bad[7] = (byte) 0xff;
    refused(JacksonCodec.of(Order.class), ByteBuffer.wrap(bad));
  }

  @Test
  void nestingIsTakenTo1000AndRefusedQuicklyBeyond() {
    JacksonCodec<JsonNode> codec = JacksonCodec.of(JsonNode.class);
    assertThat(codec.decode(bytes("[".repeat(1_000) + "]".repeat(1_000)))).isNotNull();
    refused(codec, bytes("[".repeat(1_001) + "]".repeat(1_001)));
    ByteBuffer deep = bytes("[".repeat(100_000));
    for (Class<?> type : List.of(JsonNode.class, JsonArray.class, Object.class)) {
      long start = System.nanoTime();
      refused(JacksonCodec.of(type), deep);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void numbersHaveABound() {
    JacksonCodec<JsonNode> codec = JacksonCodec.of(JsonNode.class);
    assertThat(codec.decode(bytes("9".repeat(1_000))).isBigInteger()).isTrue();
    refused(codec, bytes("9".repeat(1_000_000)));
    assertThat(codec.decode(bytes("\"" + "s".repeat(6 << 20) + "\"")).asText()).hasSize(6 << 20);
  }

  @Test
  void aClassNamedInThePayloadIsNoClass() {
    String gadget = "{\"any\":{\"@class\":\"java.net.URL\",\"val\":\"http://127.0.0.1:1\"}}";
    assertThat(JacksonCodec.of(Open.class).decode(bytes(gadget)).any()).isInstanceOf(Map.class);
    String array = "{\"any\":[\"java.net.URL\",\"http://127.0.0.1:1\"]}";
    assertThat(JacksonCodec.of(Open.class).decode(bytes(array)).any()).isInstanceOf(List.class);
  }

  /** Holds itself. */
  public static final class Cycle {
    /** Itself. */
    public Cycle getSelf() {
      return this;
    }
  }

  /** Fails when it is read. */
  public static final class Throwing {
    /** Fails. */
    @SuppressWarnings("DoNotCallSuggester") // only the encoder calls it
    public String getValue() {
      throw new IllegalStateException("SECRET");
    }
  }

  @Test
  void aResultThatCanNotBeWrittenIsAnError() {
    assertThatThrownBy(() -> JacksonCodec.of(Cycle.class).encode(new Cycle()))
        .isInstanceOf(Exception.class);
    assertThatThrownBy(() -> JacksonCodec.of(Throwing.class).encode(new Throwing()))
        .isInstanceOf(Exception.class);
  }
}
