package dev.nextloop.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ids may go into a path. */
class RequestIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"8476a536-e9f4-11e8-9739-2dfe598c3fcd", "a", "A.b_c:9", "..."})
  void safe(String id) {
    assertThat(RequestId.isSafe(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a/b",
        "a\\b",
        "a b",
        "a%2f",
        "a\r\nX: y",
        "a?b",
        "a#b",
        "\u00e9",
        "a\0"
      })
  void unsafe(String id) {
    assertThat(RequestId.isSafe(id)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 257})
  void hasABound(int length) {
    assertThat(RequestId.isSafe("x".repeat(length))).isEqualTo(length <= 256);
  }
}
