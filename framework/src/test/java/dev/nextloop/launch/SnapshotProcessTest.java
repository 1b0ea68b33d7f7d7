package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.testkit.Gate;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function under {@code snap-start} in a process of its own. */
class SnapshotProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private static RuntimeApiScript events(String... events) {
    return RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events);
  }

  private static Child.Command snapStart(Class<?> handler, ScriptedServer server) {
    return Child.of(handler, server.authority())
        .with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
  }

  /** Looks a name up in its init, and in its event, when the name has moved. */
  public static final class LookingUp implements EventHandler<String, String> {
    public LookingUp() throws IOException {
      Path hosts = Path.of(System.getProperty("jdk.net.hosts.file"));
      Files.writeString(hosts, "127.0.0.1 shop.test\n");
      InetAddress before = InetAddress.getAllByName("shop.test")[0];
      Files.writeString(hosts, "127.0.0.2 shop.test\n");
      assertThat(before.getHostAddress()).isEqualTo("127.0.0.1");
    }

    @Override
    public Future<String> handle(String event, Invocation invocation) throws Exception {
      return Future.succeededFuture(InetAddress.getAllByName("shop.test")[0].getHostAddress());
    }
  }

  /** Says how long names live. */
  public static final class TimeOfNames implements EventHandler<String, String> {
    @Override
    public Future<String> handle(String event, Invocation invocation) {
      return Future.succeededFuture(
          Security.getProperty("networkaddress.cache.ttl")
              + " "
              + Security.getProperty("networkaddress.cache.negative.ttl"));
    }
  }

  /** Says when it was made. */
  public static final class MadeOnVertx implements EventHandler<String, String> {
    public MadeOnVertx(Vertx vertx) {
      System.out.println("made on " + vertx.isMetricsEnabled());
    }

    @Override
    public Future<String> handle(String event, Invocation invocation) {
      return Future.succeededFuture(event);
    }
  }

  private String answer(Class<?> handler, String option) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("\"1\""));
        Child child =
            snapStart(handler, server)
                .jvm("-Djdk.net.hosts.file=" + folder.resolve("hosts"), option)
                .start()) {
      return server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text();
    }
  }

  @Test
  void forgetsTheNamesThatInitLookedUpWhereTheJdkIsOpen() throws Exception {
    assertThat(answer(LookingUp.class, "--add-opens=java.base/java.net=ALL-UNNAMED"))
        .contains("127.0.0.2");
  }

  @Test
  void letsNamesLiveForASecondWhereItIsNot() throws Exception {
    assertThat(answer(TimeOfNames.class, "-Da=b")).contains("1 1");
  }

  @Test
  void leavesTheTimeOfNamesToWhoeverHasSetIt() throws Exception {
    Path security = folder.resolve("security");
    Files.writeString(
        security, "networkaddress.cache.ttl=7\nnetworkaddress.cache.negative.ttl=3\n");
    assertThat(answer(TimeOfNames.class, "-Djava.security.properties=" + security)).contains("7 3");
  }

  @Test
  void startsVertxBeforeTheSnapshot() throws Exception {
    Gate restore = new Gate();
    RuntimeApiScript api =
        events("\"1\"")
            .onCall(
                RuntimeCall.RESTORE_NEXT,
                1,
                Script.script().whenReleased(restore).send(Replies.status(200)));
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child = snapStart(MadeOnVertx.class, server).start()) {
      restore.awaitReached(LIMIT);
      child.awaitLine("made on false");
      restore.release();
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .isEqualTo("\"1\"");
    }
  }

  @Test
  void endsWithTheCodeAndOneLineThatNamesWhatFailed() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("\"1\""));
        Child child =
            snapStart(TimeOfNames.class, server)
                .with("NEXTLOOP_PRIME", folder.resolve("none").toString())
                .with("NEXTLOOP_PRIME_STRICT", "true")
                .start()) {
      assertThat(child.awaitExit()).isEqualTo(64);
      assertThat(child.errors())
          .singleElement()
          .asString()
          .startsWith("nextloop: fatal 64 Runtime.BeforeCheckpointError: ")
          .contains("NEXTLOOP_PRIME names ");
      assertThat(new String(server.requests().get(0).body(), StandardCharsets.UTF_8))
          .contains("NEXTLOOP_PRIME names ");
    }
  }
}
