package dev.nextloop.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Headers, matched on their bytes. */
class HttpHeadTest {
  @Test
  void namesAreComparedWithoutRegardToCase() {
    HttpHead head = Events.head("Lambda-Runtime-Trace-Id: Root=1");
    assertThat(head.header("lambda-runtime-TRACE-id")).isEqualTo("Root=1");
    assertThat(head.header("lambda-runtime-trace")).isNull();
    assertThat(head.header("lambda-runtime-trace-idx")).isNull();
  }

  @Test
  void valuesLoseTheWhiteSpaceAroundThemAndKeepTheirColons() {
    HttpHead head = Events.head("A: \t arn:aws:x  ", "B:", "C:y");
    assertThat(head.header("a")).isEqualTo("arn:aws:x");
    assertThat(head.header("b")).isNull();
    assertThat(head.header("c")).isEqualTo("y");
  }

  @Test
  void theFirstValueThatIsNotEmptyCounts() {
    assertThat(Events.head("A: ", "A: 1", "a: 2").header("A")).isEqualTo("1");
  }

  @Test
  void headersComeAsTheyWereDoublesIncluded() {
    assertThat(Events.head("A: 1", "b: ", "a: 2").headers())
        .containsExactly(Map.entry("A", "1"), Map.entry("b", ""), Map.entry("a", "2"));
  }

  @Test
  void valuesAreUtf8() {
    assertThat(Events.head("A: h\u00e9\ud83d\ude00").header("A")).isEqualTo("h\u00e9\ud83d\ude00");
  }

  @Test
  void tellsWhetherAHeaderOccursWithAnotherValue() {
    HttpHead head = Events.head("Id: a", "ID:  a ", "Id: ab", "Other: c");
    assertThat(head.differs("id", "a")).isTrue();
    assertThat(Events.head("Id: a", "ID:  a ").differs("id", "a")).isFalse();
    assertThat(head.differs("other", "c")).isFalse();
  }

  @Test
  void aHeadThatWasKeptOutlivesBufferAndParser() {
    ResponseParser parser = new ResponseParser();
    byte[] bytes =
        "HTTP/1.1 200 OK\r\nA: 1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    java.nio.ByteBuffer in = java.nio.ByteBuffer.allocate(100).put(bytes);
    parser.parse(in);
    HttpHead head = parser.event(new dev.nextloop.spi.Body.Whole(in));
    head.keep();
    java.util.Arrays.fill(in.array(), (byte) 'x');
    parser.reset();
    parser.parse(
        java.nio.ByteBuffer.allocate(100)
            .put(
                "HTTP/1.1 200 OK\r\nA: 2\r\n\r\n"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    assertThat(head.header("A")).isEqualTo("1");
  }
}
