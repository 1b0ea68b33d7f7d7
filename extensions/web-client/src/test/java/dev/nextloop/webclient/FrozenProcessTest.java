package dev.nextloop.webclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process that SIGSTOP freezes for two seconds while the other side closes its connection. */
class FrozenProcessTest {
  private static final byte[] OK =
      Replies.raw("HTTP/1.1 200 OK", List.of("Content-Length: 0"), new byte[0]);

  @Test
  void aGuardedCallAfterTheThawSucceedsOnANewConnection() throws Exception {
    assertThat(secondCall("guarded", 2)).isEqualTo("200");
  }

  /** The control: without a guard the same call is lost. */
  @Test
  void aPlainCallAfterTheThawFailsOnTheOldConnection() throws Exception {
    assertThat(secondCall("plain", 1)).contains("Connection").doesNotContain("200");
  }

  private static String secondCall(String client, int connections) throws Exception {
    Gate frozen = new Gate();
    Script closes = Script.script().readRequest().send(OK).whenReleased(frozen).close();
    Script answers = Script.script().forever(Script.script().readRequest().send(OK));
    try (ScriptedServer server = ScriptedServer.playing(closes).otherwise(answers).start()) {
      try (OtherJvm caller = start(client, server.port());
          BufferedReader out = caller.process().inputReader(StandardCharsets.UTF_8)) {
        assertThat(out.readLine()).isEqualTo("200");
        caller.freeze(
            () -> {
              frozen.release();
              server.awaitOpenConnections(0, Duration.ofSeconds(20));
            });
        caller.process().getOutputStream().write('\n');
        caller.process().getOutputStream().flush();
        caller.thaw();
        String second = out.readLine();
        assertThat(server.connections()).isEqualTo(connections);
        return second;
      }
    }
  }

  private static OtherJvm start(String client, int port) throws IOException {
    String classPath = System.getProperty("java.class.path");
    return OtherJvm.start(classPath, Map.of(), FrozenCaller.class.getName(), client, "" + port);
  }
}
