package dev.nextloop.middleware.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** JSON as it may be shown. */
class RedactionTest {
  private static final Redaction REDACTION = new Redaction(name -> name.contains("key"), 200);

  private static String of(String json) {
    return REDACTION.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void hidesAValueOfAnyKindAtAnyDepth() {
    assertThat(of("{\"a\":[{\"key\":1},{\"key\":{\"b\":[2]}},{\"key\":null}],\"b\":3}"))
        .isEqualTo("{\"a\":[{\"key\":\"***\"},{\"key\":\"***\"},{\"key\":\"***\"}],\"b\":3}");
  }

  @Test
  void looksIntoStringsThatHoldJson() {
    assertThat(of("{\"body\":\" {\\\"key\\\":\\\"x\\\",\\\"n\\\":1}\"}"))
        .isEqualTo("{\"body\":\"{\\\"key\\\":\\\"***\\\",\\\"n\\\":1}\"}");
    assertThat(of("{\"body\":\"{\\\"key\\\":\\\"x\"}")).isEqualTo("{\"body\":\"***\"}");
    assertThat(of("{\"body\":\"plain\"}")).isEqualTo("{\"body\":\"plain\"}");
  }

  @Test
  void cutsWhatIsLong() {
    assertThat(of("[\"" + "x".repeat(1_000) + "\",\"y\"]"))
        .hasSizeLessThanOrEqualTo(203)
        .endsWith("...");
    assertThat(of("[" + "1,".repeat(1_000) + "1]")).hasSize(203).endsWith("...");
    // Nothing behind the cut is read.
    assertThat(of("[" + "1,".repeat(1_000) + "rubbish")).hasSize(203);
  }

  @Test
  void staysOnOneLine() {
    assertThat(of("{\"a\\r\\nb\":\"c\\r\\nd\"\n}")).isEqualTo("{\"a\\r\\nb\":\"c\\r\\nd\"}");
  }

  @Test
  void isNothingForWhatIsNoJson() {
    assertThat(of("hello")).isNull();
    assertThat(of("{\"a\":1} and more")).isNull();
    assertThat(of("[[[")).isNull();
    // Nested so deep that no parser goes on, but what is shown ends before.
    assertThat(of("[".repeat(5_000))).hasSize(203);
    assertThat(REDACTION.of(new byte[] {'"', (byte) 0xff, '"'})).isNull();
  }

  @Provide
  Arbitrary<String> json() {
    Arbitrary<String> leaf =
        Arbitraries.of("1", "null", "\"secret\"", "true", "\"[secret\"", "1e9");
    Arbitrary<String> name = Arbitraries.of("\"key\"", "\"monkey\"", "\"a\"", "\"\\u006bey\"", "b");
    return Arbitraries.recursive(
        () -> leaf, inner -> Arbitraries.oneOf(list(inner), object(name, inner)), 0, 3);
  }

  private static Arbitrary<String> list(Arbitrary<String> inner) {
    return inner.list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]");
  }

  private static Arbitrary<String> object(Arbitrary<String> name, Arbitrary<String> inner) {
    return Combinators.combine(name, inner)
        .as((key, value) -> key + ":" + value)
        .list()
        .ofMaxSize(3)
        .map(all -> "{" + String.join(",", all) + "}");
  }

  @Property
  void whatIsHiddenIsNeverShown(@ForAll("json") String value) {
    String shown = of("{\"key\":" + value + "}");
    assertThat(shown == null || shown.equals("{\"key\":\"***\"}")).isTrue();
  }

  @Property
  void anyTextIsTakenWithoutHarm(@ForAll String text) {
    String shown = of(text);
    if (shown != null) {
      assertThat(shown.length()).isLessThanOrEqualTo(203);
      assertThat(shown).doesNotContain("\n").doesNotContain("\r");
    }
  }
}
