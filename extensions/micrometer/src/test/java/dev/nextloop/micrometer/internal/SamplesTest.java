package dev.nextloop.micrometer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;

/** Whatever is recorded comes out again, as JSON and nearly as it was. */
class SamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode read(StringBuilder text) {
    try {
      return JSON.readTree(text.toString());
    } catch (JsonProcessingException e) {
      throw new AssertionError(text.toString(), e);
    }
  }

  @Property
  void anyFiniteNumberIsJsonAndNearlyItself(@ForAll double number) {
    StringBuilder out = new StringBuilder();
    JsonText.append(out, number);
    assertThat(read(out).doubleValue())
        .isCloseTo(number, within(Math.max(5.01e-7, Math.abs(number) * 1e-9)));
  }

  @Property
  void anyNanosecondOfATimeIsKept(@ForAll @DoubleRange(min = 0, max = 9e14) double nanos) {
    StringBuilder out = new StringBuilder();
    JsonText.append(out, Math.rint(nanos) / 1e6);
    assertThat(Math.rint(read(out).doubleValue() * 1e6)).isEqualTo(Math.rint(nanos));
  }

  @Property
  void anyTextIsJson(@ForAll String text) {
    assertThat(read(new StringBuilder(JsonText.quoted(text))).textValue()).isEqualTo(text);
  }

  @Property
  void roundingKeepsThreeDigits(
      @ForAll @DoubleRange(min = 1, max = 10) double digits,
      @ForAll @IntRange(min = -12, max = 18) int power) {
    double value = digits * Math.pow(10, power);
    double rounded = Samples.rounded(value);
    assertThat(rounded).isCloseTo(value, within(value * 0.00501));
    assertThat(Samples.rounded(rounded)).isEqualTo(rounded);
  }

  @Property(tries = 200)
  void countAndSumAreKeptWhateverTheForm(
      @ForAll @Size(min = 1, max = 2_000) List<@DoubleRange(min = 0, max = 1e6) Double> values) {
    Samples samples = new Samples();
    values.forEach(samples::add);
    long count = 0;
    double sum = 0;
    int lines = 0;
    boolean more = true;
    while (more) {
      StringBuilder line = new StringBuilder();
      more = samples.write(line);
      JsonNode json = read(line);
      lines++;
      if (json.isObject()) {
        count += json.get("Count").longValue();
        sum += json.get("Sum").doubleValue();
      } else {
        for (JsonNode one : json.isArray() ? json : List.of(json)) {
          count++;
          sum += one.doubleValue();
        }
      }
    }
    double exact = values.stream().mapToDouble(value -> value).sum();
    assertThat(count).isEqualTo(values.size());
    assertThat(sum).isCloseTo(exact, within(exact * 0.006 + 1e-3));
    assertThat(lines).isLessThanOrEqualTo(10);
    assertThat(samples.waits()).isFalse();
  }

  @Property
  void anyNameIsOneThatCloudWatchTakes(@ForAll @StringLength(min = 1, max = 400) String text) {
    EmfNaming naming = new EmfNaming();
    assertThat(naming.name(text, null, null)).matches("[ -~]{1,256}").isNotBlank();
    assertThat(naming.tagKey(text)).matches("[ -~&&[^:]][ -~]{0,250}").isNotBlank();
    assertThat(naming.tagValue(text)).matches("[ -~]{1,1024}").isNotBlank();
    assertThat(naming.tagKey(text)).isNotIn("_aws", "requestId");
  }

  @Property
  void differentPlainNamesStayDifferent(
      @ForAll @UniqueElements @Size(2)
          List<@AlphaChars @StringLength(min = 2, max = 9) String> two) {
    EmfNaming naming = new EmfNaming();
    String first = "a" + two.get(0);
    String second = "a" + two.get(1);
    assertThat(naming.name(first, null, null)).isNotEqualTo(naming.name(second, null, null));
  }

  @Example
  void dottedNamesAreCamelCaseWithoutOurs() {
    EmfNaming naming = new EmfNaming();
    assertThat(naming.name("nextloop.handler.duration", null, null)).isEqualTo("HandlerDuration");
    assertThat(naming.name("orders.placed", null, null)).isEqualTo("OrdersPlaced");
    assertThat(naming.name("nextloop.", null, null)).isEqualTo("Nextloop");
  }
}
