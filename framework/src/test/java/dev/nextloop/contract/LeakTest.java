package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.FakeHost;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.NextloopOptions.EngineKind;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** I6: nothing stays behind. Alone in the JVM, because it counts what the JVM has. */
@Isolated
class LeakTest {
  private static final int ROUNDS = 200;
  private static final int SLACK = 2;

  private Vertx vertx;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void close() throws Exception {
    Client.await(vertx.close());
  }

  private Nextloop start(EngineKind kind, ScriptedServer server) throws Exception {
    return Client.await(
        Nextloop.of(new FakeHost())
            .options(NextloopOptions.defaults().withEngine(kind))
            .endpoint(Endpoint.parse("API", server.authority()))
            .on(vertx)
            .handler(Client.ECHO)
            .start());
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("nextloop") || name.contains("vert.x"))
        .count();
  }

  private static long descriptors() throws Exception {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static void awaitAtMost(long threads, long descriptors) throws Exception {
    for (int wait = 0; wait < 500; wait++) {
      if (threads() <= threads && descriptors() <= descriptors) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(threads()).as("threads").isLessThanOrEqualTo(threads);
    assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void leavesNothingBehindAfterManyStartsAndStops(EngineKind kind) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api())) {
      // Vert.x makes its event loops as they are asked for.
      for (int round = 0; round < 20; round++) {
        Client.await(start(kind, server).stop(LIMIT));
      }
      server.awaitOpenConnections(0, LIMIT);
      long threads = threads();
      long descriptors = descriptors();
      for (int round = 0; round < ROUNDS; round++) {
        Client.await(start(kind, server).stop(LIMIT));
      }
      server.awaitOpenConnections(0, LIMIT);
      awaitAtMost(threads, descriptors + SLACK);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void leavesNothingBehindAfterManyResets(EngineKind kind) throws Exception {
    Script reset = Script.script().rst();
    var api = api();
    for (int i = 0; i < ROUNDS; i++) {
      api.offer(Events.event(i, "x")).onCall(RuntimeCall.NEXT, 2 * i + 2, reset);
    }
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Nextloop client = start(kind, server);
      server.awaitRequests(RuntimeCall.RESPONSE, 5, LIMIT);
      long threads = threads();
      long descriptors = descriptors();
      server.awaitRequests(RuntimeCall.RESPONSE, ROUNDS, LIMIT);
      awaitAtMost(threads, descriptors + SLACK);
      Client.await(client.stop(LIMIT));
    }
  }

  @Test
  void startsNoThreadWhenItCannotStart() {
    long threads = threads();
    Nextloop.Builder builder =
        Nextloop.of(new FakeHost())
            .options(NextloopOptions.defaults())
            .endpoint(new Endpoint("127.0.0.1", 1))
            .handler(Client.ECHO)
            .with(next -> null);
    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("returned null");
    assertThat(threads()).isEqualTo(threads);
  }
}
