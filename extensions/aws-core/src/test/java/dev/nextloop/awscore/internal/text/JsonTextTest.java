package dev.nextloop.awscore.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as Gson writes it. */
class JsonTextTest {
  private static String written(boolean ascii, String value) {
    return new JsonText(ascii).value(value).toString();
  }

  @Test
  void escapesWhatGsonEscapes() {
    assertThat(written(false, "\u0000\u001f\t\b\n\r\f\"\\\u2028\u2029<>&='/\u007f\u00e9\u20ac"))
        .isEqualTo(
            "\"\\u0000\\u001f\\t\\b\\n\\r\\f\\\"\\\\\\u2028\\u2029<>&='/\u007f\u00e9\u20ac\"");
  }

  @Test
  void keepsToAsciiForAHeader() {
    assertThat(written(true, "a\u007f\u00e9\ud83d\ude00\n"))
        .isEqualTo("\"a\\u007f\\u00e9\\ud83d\\ude00\\n\"");
  }

  @Test
  void leavesOutWhatIsNull() {
    JsonText json =
        new JsonText(false)
            .open('{')
            .field("a", null)
            .field("b", "1")
            .name("c")
            .open('[')
            .number(-1)
            .value("x")
            .open('[')
            .close(']')
            .close(']')
            .close('}');
    assertThat(json).hasToString("{\"b\":\"1\",\"c\":[-1,\"x\",[]]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "\"\\\b\f\n\r\t", "\u0001\u2028 \u00df \ud83d\ude00", "</script>"})
  void comesBackFromAnyReader(String text) throws Exception {
    for (boolean ascii : new boolean[] {true, false}) {
      assertThat(new ObjectMapper().readTree(written(ascii, text)).asText()).isEqualTo(text);
    }
  }
}
