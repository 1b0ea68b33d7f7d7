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
import java.util.concurrent.TimeUnit;
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
      Process caller = start(client, server.port());
      try (BufferedReader out = caller.inputReader(StandardCharsets.UTF_8)) {
        assertThat(out.readLine()).isEqualTo("200");
        signal("STOP", caller);
        frozen.release();
        server.awaitOpenConnections(0, Duration.ofSeconds(20));
        TimeUnit.SECONDS.sleep(2);
        caller.getOutputStream().write('\n');
        caller.getOutputStream().flush();
        signal("CONT", caller);
        String second = out.readLine();
        assertThat(server.connections()).isEqualTo(connections);
        return second;
      } finally {
        caller.destroyForcibly();
      }
    }
  }

  private static Process start(String client, int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            FrozenCaller.class.getName(),
            client,
            "" + port);
    builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
