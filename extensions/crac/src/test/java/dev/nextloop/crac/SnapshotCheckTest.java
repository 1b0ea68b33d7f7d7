package dev.nextloop.crac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.crac.FunctionProcess.Client;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCheckTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static Stream<String> found(Hazard.Kind kind) {
    return SnapshotCheck.find().stream()
        .filter(hazard -> hazard.kind() == kind)
        .map(Hazard::toString);
  }

  @Test
  void findsSocketsWithTheirOtherEnd() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket open = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
      String port = ":" + listening.getLocalPort();
      assertThat(found(Hazard.Kind.SOCKET))
          .anyMatch(line -> line.startsWith("a socket that listens on ") && line.contains(port))
          .anyMatch(line -> line.contains(" to ") && line.contains("127.0.0.1" + port + ": "))
          .allMatch(line -> line.contains("close it in beforeCheckpoint"));
      assertThat(open.isConnected()).isTrue();
    }
  }

  @Test
  void findsThreadsWithWhatTheyRun() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread ticking = new Thread(() -> await(end), "price-ticker");
    ticking.start();
    assertThat(found(Hazard.Kind.THREAD))
        .anyMatch(
            line ->
                line.startsWith("the thread 'price-ticker', which runs ")
                    && line.contains("SnapshotCheckTest"))
        .noneMatch(line -> line.contains("'Reference Handler'") || line.contains("'main'"));
    end.countDown();
    ticking.join();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void countsGeneratorsAndIds() {
    List<Object> held = List.of(new Random(1), UUID.randomUUID());
    assertThat(found(Hazard.Kind.RANDOM))
        .anyMatch(line -> line.matches("\\d+ of java.util.Random: all copies draw .*"));
    assertThat(found(Hazard.Kind.ID)).anyMatch(line -> line.contains("of java.util.UUID: "));
    assertThat(held).hasSize(2);
  }

  @Test
  void namesTheGeneratorOfEachThreadWithWhatItIsGoodFor() {
    assertThat(ThreadLocalRandom.current().nextInt(6)).isBetween(0, 5);
    assertThat(found(Hazard.Kind.THREAD_RANDOM))
        .singleElement()
        .asString()
        .startsWith("1 of java.util.concurrent.ThreadLocalRandom: ")
        .contains("use it for jitter, and a new SecureRandom for ids");
  }

  @Test
  void logsWhatTheFunctionsInitLeavesBehindItsHooks() throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "{}");
    try (ScriptedServer server = ScriptedServer.serving(api);
        ServerSocket database = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        FunctionProcess function =
            FunctionProcess.start(
                Client.OURS,
                server,
                folder,
                Map.of(
                    "SCENE",
                    "hazards",
                    "DATABASE",
                    "" + database.getLocalPort(),
                    "NEXTLOOP_SNAPSHOT_REPORT",
                    "true"))) {
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      List<String> lines = function.lines("nextloop: each copy of the snapshot begins with ");
      assertThat(lines)
          .anyMatch(line -> line.contains(":" + database.getLocalPort() + ": "))
          .anyMatch(line -> line.contains("the thread 'ticker', which runs"))
          .anyMatch(line -> line.contains("1 of java.util.Random: "))
          .anyMatch(line -> line.contains("1 of java.util.UUID: "))
          .anyMatch(line -> line.contains("1 of java.util.concurrent.ThreadLocalRandom: "))
          .hasSize(5);
    }
  }
}
