package dev.nextloop.emulator.internal.runtimeapi;

import static dev.nextloop.emulator.internal.runtimeapi.RawClient.get;
import static dev.nextloop.emulator.internal.runtimeapi.RawClient.post;
import static dev.nextloop.emulator.internal.runtimeapi.RawClient.postHead;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each cell of the table of what a runtime may call when, over a raw socket. */
class StateTableTest {
  private final ServedTalk served = new ServedTalk();
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    served.close();
  }

  @ParameterizedTest(name = "{0}: {1} is answered {2}")
  @CsvSource({
    "Started, next, waits",
    "Started, response, 400",
    "Started, error, 400",
    "Started, init/error, 202",
    "Started, restore/next, 404",
    "Started, restore/error, 404",
    "Started with a current id, next, 200",
    "Started with a current id, response, 403",
    "Started with a current id, error, 403",
    "Started with a current id, init/error, 202",
    "InitError, next, 403",
    "InitError, response, 400",
    "InitError, error, 400",
    "InitError, init/error, 403",
    "InitError, restore/next, 404",
    "InitError, restore/error, 404",
    "Ready, next, waits",
    "Ready, response, 400",
    "Ready, error, 400",
    "Ready, init/error, 403",
    "Ready, restore/next, 404",
    "Ready, restore/error, 404",
    "Running, next, 200",
    "Running, response, 202",
    "Running, error, 202",
    "Running, init/error, 403",
    "Running, restore/next, 404",
    "Running, restore/error, 404",
    "InvocationResponse, next, 403",
    "InvocationResponse, response, 403",
    "InvocationResponse, error, 403",
    "InvocationResponse, init/error, 403",
    "InvocationErrorResponse, next, 403",
    "InvocationErrorResponse, response, 403",
    "InvocationErrorResponse, error, 403",
    "InvocationErrorResponse, init/error, 403",
    "RuntimeResponseSentState, next, waits",
    "RuntimeResponseSentState, response, 403",
    "RuntimeResponseSentState, error, 403",
    "RuntimeResponseSentState, init/error, 403",
    "RuntimeResponseSentState, restore/next, 404",
    "RuntimeResponseSentState, restore/error, 404",
  })
  void answersEachCallInEachStateAsTheServiceDoes(String state, String call, String expected)
      throws Exception {
    bringTo(state);

    RawClient client = client().send(request(call));

    if (expected.equals("waits")) {
      assertThat(client.isSilent()).isTrue();
      served.invoke("{\"late\":1}");
      assertThat(client.read().body()).isEqualTo("{\"late\":1}");
      return;
    }
    RawClient.Reply reply = client.read();
    assertThat(reply.status()).isEqualTo(Integer.parseInt(expected));
    switch (expected) {
      case "200" -> assertThat(reply.body()).isEqualTo("{\"event\":1}");
      case "202" -> assertThat(reply.body()).isEqualTo("{\"status\":\"OK\"}\n");
      case "400" ->
          assertThat(reply.body())
              .isEqualTo(
                  "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}\n");
      case "403" ->
          assertThat(reply.body())
              .isEqualTo(
                  "{\"errorMessage\":\"State transition from "
                      + state.replaceFirst(" .*", "")
                      + " to "
                      + target(call)
                      + " failed for runtime. Error: State transition is not allowed\","
                      + "\"errorType\":\"InvalidStateTransition\"}\n");
      default -> assertThat(expected).isEqualTo("404");
    }
    if (!expected.equals("200") && !expected.equals("404")) {
      assertThat(reply.headers()).containsEntry("content-type", "application/json");
    }
  }

  private static String target(String call) {
    return switch (call) {
      case "next" -> "Ready";
      case "response" -> "InvocationResponse";
      case "error" -> "InvocationErrorResponse";
      default -> "InitError";
    };
  }

  private static String request(String call) {
    return switch (call) {
      case "next" -> get(ServedTalk.NEXT);
      case "response" -> post(ServedTalk.RESPONSE, "{}");
      case "error" -> post(ServedTalk.ERROR, "{}");
      case "restore/next" -> get("/2018-06-01/runtime/restore/next");
      default -> post("/2018-06-01/runtime/" + call, "{}");
    };
  }

  private void bringTo(String state) throws Exception {
    switch (state) {
      case "Started" -> served.reach(RuntimeState.STARTED);
      case "Started with a current id" -> served.invoke("{\"event\":1}");
      case "InitError" -> client().send(post(ServedTalk.INIT_ERROR, "{}")).read();
      case "Ready" -> {
        client().send(get(ServedTalk.NEXT));
        served.reach(RuntimeState.READY);
      }
      case "Running" -> run(client());
      case "InvocationResponse" -> {
        run(client()).send(postHead(ServedTalk.RESPONSE, 9) + "half");
        served.reach(RuntimeState.INVOCATION_RESPONSE);
      }
      case "InvocationErrorResponse" -> {
        run(client()).send(postHead(ServedTalk.ERROR, 9) + "half");
        served.reach(RuntimeState.INVOCATION_ERROR_RESPONSE);
      }
      default ->
          assertThat(run(client()).send(post(ServedTalk.RESPONSE, "{}")).read().status())
              .isEqualTo(202);
    }
  }

  private RawClient run(RawClient client) throws Exception {
    served.invoke("{\"event\":1}");
    assertThat(client.send(get(ServedTalk.NEXT)).read().status()).isEqualTo(200);
    return client;
  }

  private RawClient client() throws Exception {
    RawClient client = served.client();
    clients.add(client);
    return client;
  }
}
