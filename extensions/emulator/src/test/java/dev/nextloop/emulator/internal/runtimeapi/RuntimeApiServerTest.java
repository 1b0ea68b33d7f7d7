package dev.nextloop.emulator.internal.runtimeapi;

import static dev.nextloop.emulator.internal.runtimeapi.RawClient.get;
import static dev.nextloop.emulator.internal.runtimeapi.RawClient.post;
import static dev.nextloop.emulator.internal.runtimeapi.RawClient.postHead;
import static dev.nextloop.emulator.internal.runtimeapi.ServedTalk.ID;
import static dev.nextloop.emulator.internal.runtimeapi.ServedTalk.INIT_ERROR;
import static dev.nextloop.emulator.internal.runtimeapi.ServedTalk.NEXT;
import static dev.nextloop.emulator.internal.runtimeapi.ServedTalk.RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeApiServerTest {
  private static final int LIMIT = 6_291_556;

  private final ServedTalk served = new ServedTalk();

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void handsOutTheEventWithItsHeaders() throws Exception {
    served.invoke(
        new Event(
            ID,
            Buffer.buffer("[1]"),
            "application/json",
            1542409706888L,
            "arn:aws:lambda:eu-west-1:123456789012:function:echo",
            "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1",
            "{\"custom\":\n{\"name\":\"J\u00fcrgen \u2603\"}}"));

    try (RawClient client = served.client()) {
      RawClient.Reply reply = client.send(get(NEXT)).read();

      assertThat(reply.body()).isEqualTo("[1]");
      assertThat(reply.headers())
          .containsEntry("Lambda-Runtime-Aws-Request-Id", ID)
          .containsEntry("Lambda-Runtime-Deadline-Ms", "1542409706888")
          .containsEntry(
              "Lambda-Runtime-Invoked-Function-Arn",
              "arn:aws:lambda:eu-west-1:123456789012:function:echo")
          .containsEntry(
              "Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1")
          .containsEntry("Content-Type", "application/json");
      String context = reply.headers().get("Lambda-Runtime-Client-Context");
      assertThat(new String(context.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
          .isEqualTo("{\"custom\": {\"name\":\"J\u00fcrgen \u2603\"}}");
    }
  }

  @Test
  void answersAPipelinedResponseAndPollInOrder() throws Exception {
    served.invoke("{\"event\":1}");
    try (RawClient client = served.client()) {
      client.send(get(NEXT)).read();
      for (int i = 0; i < 200; i++) {
        client.send(post(RESPONSE, "{\"n\":" + i + "}") + get(NEXT));
        RawClient.Reply accepted = client.read();
        assertThat(accepted.status()).isEqualTo(202);
        served.reach(RuntimeState.READY);
        served.invoke("{\"event\":" + i + "}");
        assertThat(client.read().body()).isEqualTo("{\"event\":" + i + "}");
      }
    }
    assertThat(served.answers).hasSize(200);
    assertThat(served.heard).startsWith("ready", "answered", "ready", "answered", "ready");
  }

  @Test
  void acceptsAResponseOfExactlyTheLimit() throws Exception {
    try (RawClient client = running()) {
      client.send(postHead(RESPONSE, LIMIT)).sendZeros(LIMIT);

      assertThat(client.read().status()).isEqualTo(202);
      assertThat(served.answers.element().payload().length()).isEqualTo(LIMIT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {LIMIT + 1, 20_000_000})
  void refusesALargerResponseAndServesTheNextPollOfTheConnection(int size) throws Exception {
    try (RawClient client = running()) {
      client.send(postHead(RESPONSE, size)).sendZeros(size);
      client.send(get(NEXT));

      RawClient.Reply refused = client.read();
      assertThat(refused.status()).isEqualTo(413);
      assertThat(refused.body())
          .isEqualTo(
              "{\"errorMessage\":\"Exceeded maximum allowed payload size (6291556 bytes).\","
                  + "\"errorType\":\"RequestEntityTooLarge\"}\n");
      assertThat(served.answers.element().payload().toString())
          .contains("\"Function.ResponseSizeTooLarge\"")
          .contains(
              "Response payload size ("
                  + size
                  + " bytes) exceeded maximum allowed payload size (6291556 bytes).");
      served.reach(RuntimeState.READY);
      served.invoke("[2]");
      assertThat(client.read().body()).isEqualTo("[2]");
    }
  }

  @Test
  void staysInStepAfterRefusingALargeAnswerToAnOldInvocation() throws Exception {
    try (RawClient client = running()) {
      String old = "/2018-06-01/runtime/invocation/00000000-0000-0000-0000-000000000000/response";
      client.send(postHead(old, 7_000_000)).sendZeros(7_000_000);
      client.send(post(RESPONSE, "{}"));

      assertThat(client.read().status()).isEqualTo(400);
      assertThat(client.read().status()).isEqualTo(202);
    }
  }

  @Test
  void refusesAnUnknownResponseModeAndMovesOn() throws Exception {
    try (RawClient client = running()) {
      client.send(
          post(RESPONSE, "{}", "Lambda-Runtime-Function-Response-Mode: buffered") + get(NEXT));

      RawClient.Reply refused = client.read();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body())
          .isEqualTo(
              "{\"errorMessage\":\"Invalid function response mode\","
                  + "\"errorType\":\"InvalidFunctionResponseMode\"}\n");
      served.reach(RuntimeState.READY);
      assertThat(served.answers.element().errorType())
          .isEqualTo("Runtime.InvalidResponseModeHeader");
    }
  }

  @Test
  void takesAStreamedResponseAsOne() throws Exception {
    try (RawClient client = running()) {
      client.send(
          "POST "
              + RESPONSE
              + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
              + "Lambda-Runtime-Function-Response-Mode: streaming\r\n\r\n"
              + "3\r\nabc\r\n3\r\ndef\r\n2\r\ngh\r\n0\r\n\r\n");

      assertThat(client.read().status()).isEqualTo(202);
      assertThat(served.answers.element().payload().toString()).isEqualTo("abcdefgh");
    }
  }

  @Test
  void answersTheCallerWhenAResponseIsCutShort() throws Exception {
    try (RawClient client = running()) {
      client.send(postHead(RESPONSE, 10) + "half");
      served.reach(RuntimeState.INVOCATION_RESPONSE);
    }
    served.reach(RuntimeState.RESPONSE_SENT);
    assertThat(served.answers.element().errorType()).isEqualTo("Runtime.TruncatedResponse");
  }

  @Test
  void redeliversTheEventToAPollThatLostItsConnection() throws Exception {
    try (RawClient lost = served.client()) {
      lost.send(get(NEXT));
      served.reach(RuntimeState.READY);
    }
    try (RawClient client = served.client()) {
      client.send(get("/2018-06-01/ping"));
      assertThat(client.read().body()).isEqualTo("pong");
      served.invoke("[7]");
      assertThat(client.send(get(NEXT)).read().body()).isEqualTo("[7]");
      assertThat(client.send(get(NEXT)).read().body()).isEqualTo("[7]");
    }
  }

  @Test
  void knowsNoOtherPathAndNoOtherMethod() throws Exception {
    try (RawClient client = served.client()) {
      assertThat(client.send(get("/2018-06-01/runtime/invocation")).read().status()).isEqualTo(404);
      assertThat(client.send(get("/2018-06-01/runtime/invocation/x/y")).read().status())
          .isEqualTo(404);
      assertThat(client.send(get("/")).read().status()).isEqualTo(404);
      assertThat(client.send(get(RESPONSE)).read().status()).isEqualTo(405);
      assertThat(client.send(post(NEXT, "")).read().status()).isEqualTo(405);
      assertThat(client.send(get(INIT_ERROR)).read().status()).isEqualTo(405);
    }
  }

  private RawClient running() throws Exception {
    RawClient client = served.client();
    served.invoke("[1]");
    assertThat(client.send(get(NEXT)).read().status()).isEqualTo(200);
    return client;
  }
}
