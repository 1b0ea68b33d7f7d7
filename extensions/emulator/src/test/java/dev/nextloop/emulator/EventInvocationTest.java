package dev.nextloop.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.emulator.internal.run.InvokeRequest;
import dev.nextloop.emulator.internal.run.InvokeResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What reaches a function, and how often. */
class EventInvocationTest {
  private static final Map<String, String> EVENT = Map.of("X-Amz-Invocation-Type", "Event");

  @RegisterExtension final Emulators emulators = new Emulators();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private ScriptedLauncher launcher;
  private Emulator emulator;

  private RestClient start(Function<InvokeRequest, Future<InvokeResult>> function) {
    launcher = new ScriptedLauncher(function);
    emulator =
        emulators.start(
            new EmulatorOptions()
                .log(log::add)
                .retryDelays(List.of(Duration.ofMillis(1), Duration.ofMillis(1))),
            launcher);
    RestClient client = new RestClient(emulator, ServiceModel.ofBotocore());
    client.createFunction("f", Zips.of("bootstrap", "#!/bin/sh\n"));
    return client;
  }

  @Test
  void triesAFailingEventThreeTimesUnderOneIdAndSaysSo() {
    RestClient client = start(r -> Future.succeededFuture(ScriptedLauncher.failure(r)));

    HttpAnswer accepted = client.invoke("f", EVENT, "1".getBytes(UTF_8));

    await(() -> !log.isEmpty());
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(launcher.invoked)
        .hasSize(3)
        .allMatch(r -> r.requestId().equals(accepted.header("X-Amzn-RequestId")));
    assertThat(log).singleElement().asString().contains("dropped after 3 attempts");
  }

  @Test
  void runsAnEventThatSucceedsOnce() {
    RestClient client = start(r -> Future.succeededFuture(ScriptedLauncher.echoOf(r)));
    for (int i = 0; i < 20; i++) {
      client.invoke("f", EVENT, String.valueOf(i).getBytes(UTF_8));
    }

    await(() -> launcher.invoked.size() == 20);
    client.invoke("f", "20");
    assertThat(launcher.invoked).extracting(r -> r.payload().toString()).doesNotHaveDuplicates();
  }

  @Test
  void refusesEventsBeyondTheBoundOfItsQueue() {
    RestClient client = start(r -> Promise.<InvokeResult>promise().future());
    byte[] large = ("\"" + "x".repeat(1024 * 1024 - 2) + "\"").getBytes(UTF_8);

    for (int i = 0; i < 64; i++) {
      assertThat(client.invoke("f", EVENT, large).status()).isEqualTo(202);
    }
    HttpAnswer refused = client.invoke("f", EVENT, large);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    emulators.stop(emulator);
    assertThat(log).contains("stopped with 64 asynchronous events not done");
  }

  @Test
  void dropsTheEventsOfADeletedFunction() {
    Promise<InvokeResult> first = Promise.promise();
    RestClient client = start(r -> first.future());
    client.invoke("f", EVENT, "1".getBytes(UTF_8));
    client.invoke("f", EVENT, "2".getBytes(UTF_8));
    client.call("DeleteFunction", "DELETE", RestClient.FUNCTIONS + "/f", null);
    first.complete(ScriptedLauncher.echoOf(launcher.invoked.get(0)));

    await(() -> !log.isEmpty());
    assertThat(launcher.invoked).hasSize(1);
    assertThat(log).singleElement().asString().contains("the function is gone");
  }

  @Test
  void letsARunningInvocationFinishWhenItsFunctionChanges() {
    Promise<InvokeResult> slow = Promise.promise();
    RestClient client =
        start(
            r ->
                r.payload().toString().equals("1")
                    ? slow.future()
                    : Future.succeededFuture(ScriptedLauncher.echoOf(r)));
    client.invoke("f", EVENT, "1".getBytes(UTF_8));
    client.call(
        "UpdateFunctionConfiguration",
        "PUT",
        RestClient.FUNCTIONS + "/f/configuration",
        Map.of("Timeout", 9));
    client.invoke("f", "2");

    assertThat(launcher.launched).hasSize(2);
    assertThat(launcher.closed).hasValue(0);
    slow.complete(ScriptedLauncher.echoOf(launcher.invoked.get(0)));
    await(() -> launcher.closed.get() == 1);
  }

  @Test
  void passesOnWhatBelongsToTheInvocation() {
    RestClient client = start(r -> Future.succeededFuture(ScriptedLauncher.echoOf(r)));
    String context = "{\"custom\":\n {\"name\":\"J\u00fcrgen\"}}";
    client.invoke(
        "f",
        Map.of(
            "X-Amz-Client-Context",
            Base64.getEncoder().encodeToString(context.getBytes(UTF_8)),
            "X-Amzn-Trace-Id",
            "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1",
            "X-Amzn-RequestId",
            "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
        "{}".getBytes(UTF_8));
    client.invoke("f", Map.of("X-Amzn-Trace-Id", "Root=1-bad\u0009header"), "{}".getBytes(UTF_8));

    InvokeRequest request = launcher.invoked.get(0);
    assertThat(request.requestId()).isEqualTo("8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    assertThat(request.traceId()).isEqualTo("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");
    assertThat(request.clientContext()).isEqualTo("{\"custom\":{\"name\":\"J\\u00FCrgen\"}}");
    assertThat(launcher.invoked.get(1).traceId())
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
    assertThat(launcher.launched.get(0).arn())
        .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:f");
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
