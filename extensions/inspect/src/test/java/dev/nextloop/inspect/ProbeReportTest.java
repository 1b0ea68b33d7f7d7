package dev.nextloop.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeReportTest {
  private static final String GOOD =
      """
      {"probe":1,"ranOn":"elsewhere","runtime":"AWS_Lambda_java21","initialization":"snap-start",
      "memory":"512","java":"21.0.4","api":"127.0.0.1","keysAtStart":true,
      "wrapper":["/var/lang/bin/java","-XX:+UseSerialGC","-classpath","/var/runtime/lib/a.jar",
        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda","com.acme.Orders"],
      "restore":{"order":["restore/next sent","restore/next answered 200","invocation/next sent"],
        "connection":"kept","frozenMillis":70000,"frozenMonotonicMillis":10},
      "invocations":3,"polls":[
      {"pipelined":false,"order":["202","200"],"connection":"kept","postMillis":1.5,
        "pollMillis":61000.1,"frozenMillis":60000,"frozenMonotonicMillis":0},
      {"pipelined":true,"order":["202","200"],"connection":"kept","postMillis":1.5,
        "pollMillis":20.25,"frozenMillis":0,"frozenMonotonicMillis":0}],
      "headers":["content-type","lambda-runtime-aws-request-id","lambda-runtime-deadline-ms",
        "lambda-runtime-invoked-function-arn"],
      "httpVersions":["HTTP/1.1"],"connectionHeaders":["absent"]}
      """;

  private static List<ProbeAdvice> bad(String report) {
    return ProbeReport.read(report).advice().stream().filter(advice -> !advice.fine()).toList();
  }

  @Test
  void findsNothingWrongWithAReportOfWhatIsExpected() {
    ProbeReport report = ProbeReport.read(GOOD);

    assertThat(report.onLambda()).isFalse();
    assertThat(report.polls()).hasSize(2);
    assertThat(report.advice()).allMatch(ProbeAdvice::fine);
    assertThat(report.advice())
        .extracting(ProbeAdvice::fact)
        .contains(
            "1 of 1 pipelined polls were accepted and in order",
            "the monotonic clock stands still in a freeze",
            "nextloop-wrapper knows the command line that it is called with");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"pipelined\":true,\"order\":[\"202\",\"200\"];\"pipelined\":true,\"order\":[\"200\",\"202\"]",
        "\"pipelined\":true,\"order\":[\"202\",\"200\"],\"connection\":\"kept\";\"pipelined\":true,\"order\":[\"202\",\"200\"],\"connection\":\"closed before the event\"",
        "\"pipelined\":true;\"pipelined\":false",
        "[\"absent\"];[\"absent\",\"close\"]",
        "[\"HTTP/1.1\"];[\"HTTP/1.0\"]"
      })
  void turnsPipeliningOffWhereItIsNotProven(String from, String to) {
    assertThat(GOOD).contains(from);

    assertThat(bad(GOOD.replace(from, to)))
        .extracting(ProbeAdvice::setting)
        .containsOnly("NEXTLOOP_PIPELINING=off")
        .isNotEmpty();
  }

  @Test
  void namesHeadersRestoresAndCommandLinesThatAreOtherThanExpected() {
    assertThat(bad(GOOD.replace("\"lambda-runtime-deadline-ms\",", "")).get(0).fact())
        .contains("lambda-runtime-deadline-ms");
    assertThat(bad(GOOD.replace("answered 200", "answered 404")).get(0).fact())
        .contains("answered 404");
    assertThat(bad(GOOD.replace("client.AWSLambda", "client.Other")).get(0).fact())
        .contains("would not know", "client.Other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"probe\":1;\"probe\":2;probe must be 1, but is 2",
        "\"elsewhere\";\"moon\";ranOn must be lambda or elsewhere, but is moon",
        "\"pollMillis\":20.25;\"pollMillis\":\"soon\";polls[1].pollMillis must be a number, but is soon",
        "\"connection\":\"kept\",\"frozenMillis\":70000;\"frozenMillis\":70000;restore.connection must be a text, but is missing",
        "\"headers\":[;\"headers\":[{},;headers must be a list of texts",
        "\"java\":\"21.0.4\";\"java\":null;java must be a text, but is"
      })
  void namesTheFieldThatIsWrong(String from, String to, String message) {
    assertThat(GOOD).contains(from);

    assertThatThrownBy(() -> ProbeReport.read(GOOD.replace(from, to)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Property(tries = 300)
  void readsOrRefusesAnyText(@ForAll String text) {
    assertThatThrownBy(() -> ProbeReport.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }
}
