package dev.nextloop.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.ClientContext;
import dev.nextloop.CognitoIdentity;
import dev.nextloop.FakeHost;
import dev.nextloop.FunctionError;
import dev.nextloop.Key;
import dev.nextloop.spi.ApiFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event's headers make of an invocation. */
class InvocationDecoderTest {
  private static final long DEFAULT = 300_000;

  private final FakeHost host = new FakeHost();
  private final InvocationDecoder decoder = new InvocationDecoder(host, DEFAULT, null);

  private LambdaInvocation decode(String... headers) throws ApiFailure {
    String[] all = new String[headers.length + 1];
    all[0] = "Lambda-Runtime-Aws-Request-Id: id-1";
    System.arraycopy(headers, 0, all, 1, headers.length);
    return decoder.decode(Events.head(all));
  }

  private LambdaInvocation due(long millisFromNow) throws ApiFailure {
    return decode("Lambda-Runtime-Deadline-Ms: " + (host.now() + millisFromNow));
  }

  private static void assertNear(Duration actual, long expectedMillis) {
    assertThat(actual.toMillis()).isBetween(expectedMillis - 2_000, expectedMillis);
  }

  @Test
  void refusesAnEventWithoutASafeAndUnambiguousId() {
    for (String[] headers :
        new String[][] {
          {"A: b"},
          {"Lambda-Runtime-Aws-Request-Id: "},
          {"Lambda-Runtime-Aws-Request-Id: ../next"},
          {"Lambda-Runtime-Aws-Request-Id: a", "lambda-runtime-aws-request-id: b"},
          {"Lambda-Runtime-Aws-Request-Id: a", "Lambda-Runtime-Invocation-Id: a b"}
        }) {
      assertThatThrownBy(() -> decoder.decode(Events.head(headers)))
          .isInstanceOfSatisfying(
              ApiFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(ApiFailure.Kind.PROTOCOL))
          .hasMessageContaining("Lambda-Runtime-");
    }
  }

  @Test
  void takesOneIdThatComesTwice() throws ApiFailure {
    assertThat(decode("Lambda-Runtime-Aws-Request-Id: id-1").requestId()).isEqualTo("id-1");
  }

  @Test
  void countsDownFromTheReceipt() throws Exception {
    LambdaInvocation invocation = due(60_000);
    assertNear(invocation.remaining(), 60_000);
    Thread.sleep(5);
    assertThat(invocation.remainingNanos()).isLessThan(60_000_000_000L - 5_000_000);
    assertThat(invocation.expired()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {3_600_000, -3_600_000})
  void aJumpOfTheWallClockChangesNothing(long jump) throws ApiFailure {
    LambdaInvocation invocation = due(60_000);
    host.jump(jump);
    assertNear(invocation.remaining(), 60_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-1",
        "0",
        "30000",
        "1e12",
        "99999999999999999999",
        "999999999999999999"
      })
  void aDeadlineThatIsNoTimeCountsAsTheDefault(String value) throws ApiFailure {
    LambdaInvocation invocation = decode("Lambda-Runtime-Deadline-Ms: " + value);
    assertNear(invocation.remaining(), DEFAULT);
    assertThat(invocation.expired()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "86399000, 86399000",
    "86460000, 300000",
    "-3700000, 300000",
    "-3500000, 0",
    "-1, 0"
  })
  void aDeadlineIsBelievedFromAnHourAgoToADayAhead(long fromNow, long expected) throws ApiFailure {
    assertNear(due(fromNow).remaining(), expected);
    assertThat(due(fromNow).remaining()).isGreaterThanOrEqualTo(Duration.ZERO);
  }

  @Test
  void withoutADeadlineItIsTheDefault() throws ApiFailure {
    LambdaInvocation invocation = decode();
    assertNear(invocation.remaining(), DEFAULT);
    assertThat(invocation.deadline().toEpochMilli() - host.now())
        .isBetween(DEFAULT - 2_000, DEFAULT);
  }

  @Test
  void readsPlainFacts() throws ApiFailure {
    LambdaInvocation invocation =
        decode(
            "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:x:y:function:f:live",
            "Lambda-Runtime-Aws-Tenant-Id: t1",
            "Lambda-Runtime-Invocation-Id: d1",
            "Lambda-Runtime-Trace-Id: nonsense");
    assertThat(invocation.functionArn()).hasValue("arn:aws:lambda:x:y:function:f:live");
    assertThat(invocation.tenantId()).hasValue("t1");
    assertThat(invocation.invocationId()).hasValue("d1");
    assertThat(invocation.trace()).isEmpty();
    assertThat(invocation.clientContext()).isEmpty();
    assertThat(invocation.cognitoIdentity()).isEmpty();
    assertThat(invocation.toString()).isEqualTo("invocation id-1");
  }

  @Test
  void keepsAttributesByIdentityOfTheirKey() throws ApiFailure {
    LambdaInvocation invocation = decode();
    Key<String> one = Key.of("k");
    Key<String> two = Key.of("k");
    assertThat(invocation.attribute(one)).isNull();
    invocation.attribute(one, "a");
    invocation.attribute(two, "b");
    invocation.attribute(one, "c");
    assertThat(invocation.attribute(one)).isEqualTo("c");
    assertThat(invocation.attribute(two)).isEqualTo("b");
    invocation.attribute(two, null);
    assertThat(invocation.attribute(two)).isNull();
  }

  @Test
  void cancelledIsHeardWheneverItIsAskedFor() throws ApiFailure {
    LambdaInvocation early = decode();
    assertThat(early.cancelled().isComplete()).isFalse();
    early.cancel();
    early.cancel();
    assertThat(early.cancelled().succeeded()).isTrue();
    LambdaInvocation late = decode();
    late.cancel();
    assertThat(late.cancelled().succeeded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"env", "environment"})
  void readsTheClientContextInBothSpellings(String environment) throws ApiFailure {
    String json =
        "{\"client\":{\"app_title\":\"T\"},\"custom\":{\"n\":1,\"o\":{\"a\":[1, 2]},\"x\":null},\""
            + environment
            + "\":{\"model\":\"m\"},\"services\":[{}]}";
    assertThat(decode("Lambda-Runtime-Client-Context: " + json).clientContext())
        .hasValue(
            new ClientContext(
                Map.of("app_title", "T"),
                Map.of("n", "1", "o", "{\"a\":[1, 2]}"),
                Map.of("model", "m")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"identity_id\":\"i\",\"identity_pool_id\":\"p\"}",
        "{\"identityId\":\"i\",\"identityPoolId\":\"p\"}",
        "{\"cognitoIdentityId\":\"i\",\"cognitoIdentityPoolId\":\"p\"}"
      })
  void readsTheCognitoIdentityInEverySpelling(String json) throws ApiFailure {
    assertThat(decode("Lambda-Runtime-Cognito-Identity: " + json).cognitoIdentity())
        .hasValue(new CognitoIdentity("i", "p"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[]", "null", "x", "{\"client\":", "{\"client\":{", "{\"a\":[", "\"s"})
  void contextThatIsNoJsonIsAnErrorOfItsOwnTypeWhenItIsRead(String json) throws ApiFailure {
    LambdaInvocation invocation =
        decode(
            "Lambda-Runtime-Client-Context: " + json, "Lambda-Runtime-Cognito-Identity: " + json);
    for (Runnable read : new Runnable[] {invocation::clientContext, invocation::cognitoIdentity}) {
      assertThatThrownBy(read::run)
          .isInstanceOfSatisfying(
              FunctionError.class,
              e -> assertThat(e.type()).isEqualTo("Runtime.LambdaContextUnmarshalError"));
    }
  }
}
