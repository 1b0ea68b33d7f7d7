package dev.nextloop.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of the Runtime API's address. */
class EndpointTest {
  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:",
        ":9001",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:99999999999",
        "127.0.0.1:-1",
        "127.0.0.1:90x1",
        "127.0.0.1:9001/path",
        "http://127.0.0.1:9001",
        "::1:9001",
        "[127.0.0.1]:9001",
        "[::1]",
        "user@127.0.0.1:9001",
        "127.0.0.1 :9001",
        "a\r\nX: y:9001",
        "h\u00f6st:9001"
      })
  void aMalformedOneNamesVariableAndRemedyButNotTheValue(String value) {
    assertThatThrownBy(() -> Endpoint.parse("THE_API", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("THE_API ")
        .hasMessageEndingWith("; it must be host:port, such as 127.0.0.1:9001")
        .message()
        .satisfies(
            message -> {
              if (value != null && value.length() > 14) {
                assertThat(message).doesNotContain(value);
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9001, 127.0.0.1, 9001",
    "localhost:1, localhost, 1",
    "[::1]:65535, ::1, 65535",
    "169.254.100.1:80, 169.254.100.1, 80"
  })
  void aGoodOneKeepsItsForm(String value, String host, int port) {
    Endpoint endpoint = Endpoint.parse("API", value);
    assertThat(endpoint).isEqualTo(new Endpoint(host, port));
    assertThat(endpoint.authority()).isEqualTo(value);
    assertThatCode(() -> endpoint.requireLocal("API", false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1:1", "example.com:1", "127.example.com:1", "169.254.x.com:1"})
  void aRemoteOneNeedsLeave(String value) {
    Endpoint endpoint = Endpoint.parse("API", value);
    assertThatThrownBy(() -> endpoint.requireLocal("API", false))
        .hasMessageContaining("NEXTLOOP_ALLOW_REMOTE_API=true");
    assertThatCode(() -> endpoint.requireLocal("API", true)).doesNotThrowAnyException();
  }
}
