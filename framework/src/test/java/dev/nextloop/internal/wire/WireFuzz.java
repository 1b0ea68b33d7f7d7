package dev.nextloop.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nextloop.FakeHost;
import dev.nextloop.FunctionError;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Body;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Whatever bytes a Runtime API sends. In a normal build the corpus is replayed; with {@code
 * JAZZER_FUZZ=1} one of these looks for more (see {@code .ci/fuzz}).
 */
class WireFuzz {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The same is read however the stream is cut, and it is what the reference reads. */
  @FuzzTest(maxDuration = "10m")
  void responses(byte[] stream) {
    List<String> expected = ReferenceParser.read(stream);
    Random random = new Random(Arrays.hashCode(stream));
    assertThat(ParserUnderTest.read(stream, false, (byte) '\n', () -> stream.length))
        .isEqualTo(expected);
    assertThat(ParserUnderTest.read(stream, false, (byte) '0', () -> 1)).isEqualTo(expected);
    for (int most : new int[] {8, 60}) {
      assertThat(ParserUnderTest.read(stream, true, (byte) -1, () -> random.nextInt(most)))
          .isEqualTo(expected);
    }
  }

  /** An event is an invocation with a safe id and sensible times, or an {@link ApiFailure}. */
  @FuzzTest(maxDuration = "10m")
  void events(byte[] fields) {
    byte[] start = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer in = ByteBuffer.allocate(start.length + fields.length + 4);
    in.put(start).put(fields).put(new byte[] {'\r', '\n', '\r', '\n'});
    ResponseParser parser = new ResponseParser();
    LambdaInvocation invocation;
    try {
      parser.parse(in);
      invocation =
          new InvocationDecoder(new FakeHost(), 300_000, null)
              .decode(parser.event(new Body.Whole(in)));
    } catch (IllegalArgumentException | ApiFailure refused) {
      assertThat(refused)
          .hasMessageMatching("(?s)(response|chunk|too many|event|Lambda-Runtime).*");
      return;
    }
    assertThat(invocation.requestId()).matches("[A-Za-z0-9._:-]{1,256}").doesNotMatch("\\.\\.?");
    assertThat(invocation.invocationId().orElse("a")).matches("[A-Za-z0-9._:-]{1,256}");
    assertThat(invocation.headers())
        .filteredOn(header -> header.getKey().equalsIgnoreCase(RuntimeHeaders.REQUEST_ID))
        .isNotEmpty()
        .allMatch(header -> header.getValue().equals(invocation.requestId()));
    assertThat(invocation.remaining()).isBetween(Duration.ZERO, Duration.ofHours(24));
    assertThat(invocation.patienceNanos()).isNotNegative();
    assertThat(invocation.deadline()).isNotNull();
    assertThat(invocation.trace().map(Object::toString)).isNotNull();
    assertThat(invocation.tenantId()).isNotNull();
    for (var header : invocation.headers()) {
      assertThat(invocation.header(header.getKey()).orElse("")).isNotNull();
    }
  }

  /** Context headers are read where Jackson's Databind reads an object, and refused elsewhere. */
  @FuzzTest(maxDuration = "10m")
  void contexts(byte[] utf8) {
    String json = new String(utf8, StandardCharsets.UTF_8);
    boolean good = isObject(json);
    assertThat(isRead(() -> ContextJson.clientContext(json))).as(json).isEqualTo(good);
    assertThat(isRead(() -> ContextJson.cognitoIdentity(json))).as(json).isEqualTo(good);
  }

  private static boolean isRead(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (FunctionError refused) {
      assertThat(refused.type()).isEqualTo("Runtime.LambdaContextUnmarshalError");
      return false;
    }
  }

  private static boolean isObject(String json) {
    try {
      JsonNode tree = JSON.readTree(json);
      return tree != null && tree.isObject();
    } catch (JsonProcessingException malformed) {
      return false;
    }
  }
}
