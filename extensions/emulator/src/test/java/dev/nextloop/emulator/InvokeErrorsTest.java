package dev.nextloop.emulator;

import static dev.nextloop.emulator.HttpAnswer.assertError;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.emulator.internal.run.FunctionRunner;
import dev.nextloop.emulator.internal.run.InvokeRequest;
import dev.nextloop.emulator.internal.run.InvokeResult;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad events and headers, and faults behind the interface. */
class InvokeErrorsTest {
  @RegisterExtension final Emulators emulators = new Emulators();
  private final byte[] zip = Zips.of("bootstrap", "#!/bin/sh\n");
  private ServiceModel model;
  private RestClient client;

  @BeforeEach
  void start() {
    model = ServiceModel.ofBotocore();
    client = new RestClient(emulators.start(), model);
  }

  @Test
  void refusesEventsThatAreNotJson() {
    client.createFunction("f", zip);
    byte[] invalidUtf8 = {'"', (byte) 0xc3, (byte) 0x28, '"'};
    for (byte[] event : List.of("{".getBytes(UTF_8), "1 2".getBytes(UTF_8), invalidUtf8)) {
      assertError(client.invoke("f", Map.of(), event), "InvalidRequestContentException", "parse");
    }
  }

  @Test
  void passesDeepAndLongEventsOn() {
    client.createFunction("f", zip);
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String longest = "\"" + "x".repeat(6 * 1024 * 1024 - 2) + "\"";

    assertThat(client.invoke("f", deep).text()).isEqualTo(deep);
    assertThat(client.invoke("f", longest).text()).isEqualTo(longest);
    assertThat(client.invoke("f", "").text()).isEqualTo("{}");
  }

  @Test
  void refusesEventsOverTheLimitOfTheirType() {
    client.createFunction("f", zip);
    byte[] tooLong = ("\"" + "x".repeat(6 * 1024 * 1024 - 1) + "\"").getBytes(UTF_8);
    byte[] tooLongForEvent = Arrays.copyOf(tooLong, 1024 * 1024 + 1);

    assertError(
        client.invoke("f", Map.of(), tooLong),
        "RequestTooLargeException",
        "6291457 byte payload is too large for the RequestResponse");
    assertError(
        client.invoke("f", Map.of("X-Amz-Invocation-Type", "Event"), tooLongForEvent),
        "RequestTooLargeException",
        "limit 1048576 bytes");
    assertError(
        client.call(
            "UpdateFunctionConfiguration",
            "PUT",
            RestClient.FUNCTIONS + "/f/configuration",
            Map.of("Description", "x".repeat(300_000))),
        "RequestEntityTooLargeException",
        "262144");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Amz-Invocation-Type, Never, InvalidParameterValueException",
    "X-Amz-Log-Type, Head, InvalidParameterValueException",
    "X-Amz-Client-Context, !, InvalidRequestContentException",
    "X-Amz-Client-Context, MQ==, InvalidRequestContentException",
    "X-Amz-Tenant-Id, t, InvalidParameterValueException",
    "X-Amzn-RequestId, 1, InvalidRequestContentException",
  })
  void refusesBadHeadersOfInvoke(String header, String value, String error) {
    client.createFunction("f", zip);

    assertError(client.invoke("f", Map.of(header, value), new byte[0]), error, "");
  }

  @Test
  void refusesALongClientContext() {
    client.createFunction("f", zip);
    String context =
        Base64.getEncoder()
            .encodeToString(("{\"a\":\"" + "x".repeat(2700) + "\"}").getBytes(UTF_8));

    assertError(
        client.invoke("f", Map.of("X-Amz-Client-Context", context), new byte[0]),
        "InvalidRequestContentException",
        "3583");
  }

  @Test
  void answersThrottlingAndFaultsOfItsOwnAsAwsDoes() {
    RestClient throttled =
        clientOf(request -> Future.failedFuture(new FunctionRunner.TooManyRequests(7)));
    HttpAnswer answer = throttled.invoke("f", "{}");
    assertError(answer, "TooManyRequestsException", "Rate");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertError(
        clientOf(request -> Future.failedFuture("disk on fire")).invoke("f", "{}"),
        "ServiceException",
        "disk on fire");
  }

  private RestClient clientOf(Function<InvokeRequest, Future<InvokeResult>> function) {
    RestClient made =
        new RestClient(
            emulators.start(new EmulatorOptions(), new ScriptedLauncher(function)), model);
    made.createFunction("f", zip);
    return made;
  }
}
