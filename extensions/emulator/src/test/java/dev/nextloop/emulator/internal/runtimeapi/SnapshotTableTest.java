package dev.nextloop.emulator.internal.runtimeapi;

import static dev.nextloop.emulator.internal.runtimeapi.RawClient.get;
import static dev.nextloop.emulator.internal.runtimeapi.RawClient.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a runtime may call around its snapshot, over a raw socket. */
class SnapshotTableTest {
  private static final String RESTORE_NEXT = "/2018-06-01/runtime/restore/next";
  private static final String RESTORE_ERROR = "/2018-06-01/runtime/restore/error";

  private final ServedTalk served = new ServedTalk(2);
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    served.close();
  }

  private RawClient client() throws Exception {
    RawClient client = served.client();
    clients.add(client);
    return client;
  }

  private void restored() throws Exception {
    RawClient waiting = client().send(get(RESTORE_NEXT));
    served.reach(RuntimeState.RESTORE_READY);
    served.restore();
    RawClient.Reply reply = waiting.read();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
  }

  private void bringTo(String state) throws Exception {
    switch (state) {
      case "Started" -> served.reach(RuntimeState.STARTED);
      case "Ready" -> {
        client().send(get(ServedTalk.NEXT));
        served.reach(RuntimeState.READY);
      }
      case "RestoreReady" -> {
        client().send(get(RESTORE_NEXT));
        served.reach(RuntimeState.RESTORE_READY);
      }
      case "Restoring" -> {
        restored();
        restored();
      }
      default -> {
        restored();
        assertThat(client().send(post(RESTORE_ERROR, "{}")).read().status()).isEqualTo(202);
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1} is answered {2}")
  @CsvSource({
    "Started, restore/error, 403, RuntimeRestoreErrorState",
    "Ready, restore/next, 403, Ready",
    "Ready, restore/error, 403, RuntimeRestoreErrorState",
    "RestoreReady, invocation/next, 403, Ready",
    "RestoreReady, init/error, 403, InitError",
    "RestoreReady, restore/next, 403, Ready",
    "RestoreReady, restore/error, 403, RuntimeRestoreErrorState",
    "Restoring, restore/next, 403, Ready",
    "Restoring, restore/error, 202,",
    "Restoring, init/error, 202,",
    "RuntimeRestoreErrorState, invocation/next, 403, Ready",
    "RuntimeRestoreErrorState, init/error, 403, InitError",
    "RuntimeRestoreErrorState, restore/next, 403, Ready",
    "RuntimeRestoreErrorState, restore/error, 403, RuntimeRestoreErrorState",
  })
  void answersAsTheTableOfStatesHasIt(String state, String call, int status, String target)
      throws Exception {
    bringTo(state);
    String path = "/2018-06-01/runtime/" + call;

    RawClient.Reply reply =
        client().send(call.endsWith("next") ? get(path) : post(path, "{}")).read();

    assertThat(reply.status()).isEqualTo(status);
    if (target != null) {
      assertThat(reply.body())
          .contains("State transition from " + state + " to " + target + " failed for runtime");
    }
  }

  @Test
  void pollsAfterTheRestoreAndWithoutASnapshotAtAll() throws Exception {
    restored();
    client().send(get(ServedTalk.NEXT));
    served.reach(RuntimeState.READY);

    assertThat(served.heard).containsExactly("snapshotReady", "ready");
  }

  @Test
  void tellsAnErrorAfterTheRestoreFromOneOfInit() throws Exception {
    restored();

    client().send(post(RESTORE_ERROR, "{\"errorType\":\"x\"}")).read();

    assertThat(served.heard).containsExactly("snapshotReady", "restoreFailed");
    assertThat(served.answers.peek().payload()).hasToString("{\"errorType\":\"x\"}");
  }

  @Test
  void handsCredentialsToTheTokenAlone() throws Exception {
    String path = ContainerCredentials.PATH;
    String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n";

    assertThat(client().send(request.formatted(served.credentials.token())).read().body())
        .isEqualTo(
            "{\"AccessKeyId\":\"test\",\"SecretAccessKey\":\"test\",\"Token\":\"test\","
                + "\"Expiration\":\"2026-01-02T09:04:05Z\"}");
    assertThat(client().send(request.formatted("guessed")).read().status()).isEqualTo(404);
    assertThat(client().send(get(path)).read().status()).isEqualTo(404);
  }
}
