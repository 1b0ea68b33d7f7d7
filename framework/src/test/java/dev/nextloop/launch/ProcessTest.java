package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: signals, exits, memory, broken class files. */
class ProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private static RuntimeApiScript events(String... events) {
    return RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events);
  }

  @Test
  void sigtermWhileIdleEndsWithCode0AtOnce() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("x"));
        Child child = Child.of(Handlers.AfterMain.class, server.authority()).start()) {
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      long start = System.nanoTime();
      child.term();
      assertThat(child.awaitExit()).isZero();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(2_000);
      assertThat(child.lastLine()).isEmpty();
    }
  }

  @Test
  void sigtermLetsARunningInvocationFinish() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("x", "700"));
        Child child =
            Child.of(Handlers.AfterMain.class, server.authority())
                .with("NEXTLOOP_DRAIN_MS", "15000")
                .start()) {
      child.awaitLine("handling 700");
      child.term();
      assertThat(child.awaitExit()).isZero();
      assertThat(server.requests(RuntimeCall.RESPONSE)).hasSize(2);
    }
  }

  @Test
  void sigtermGivesUpAnInvocationThatDoesNotFinish() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("x", ""));
        Child child = Child.of(Handlers.AfterMain.class, server.authority()).start()) {
      child.awaitLine("handling ");
      child.term();
      assertThat(child.awaitExit()).isEqualTo(143);
      assertThat(child.lastLine())
          .isEqualTo("nextloop: fatal 143 Runtime.DrainTimeout: an invocation was still running");
    }
  }

  @Test
  void aSecondSigtermEndsAtOnce() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("x", ""));
        Child child =
            Child.of(Handlers.AfterMain.class, server.authority())
                .with("NEXTLOOP_DRAIN_MS", "60000")
                .start()) {
      child.awaitLine("handling ");
      long start = System.nanoTime();
      while (child.isAlive() && System.nanoTime() - start < LIMIT.toNanos()) {
        child.term();
        Thread.sleep(50);
      }
      assertThat(child.awaitExit()).isEqualTo(143);
    }
  }

  @Test
  void anAddressWhereNobodyListensEndsWithCode71() throws Exception {
    String refused;
    try (ServerSocket closed = new ServerSocket(0)) {
      refused = "127.0.0.1:" + closed.getLocalPort();
    }
    try (Child child = Child.of(Handlers.Echo.class, refused).start()) {
      assertThat(child.awaitExit()).isEqualTo(71);
      assertThat(child.lastLine())
          .startsWith("nextloop: fatal 71 Runtime.Unreachable: Runtime API unreachable after 6");
    }
  }

  @Test
  void theHandlersOwnExitStands() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("x"));
        Child child = Child.of(Handlers.Exits.class, server.authority()).start()) {
      assertThat(child.awaitExit()).isEqualTo(42);
    }
  }

  @Test
  void outOfMemoryIsAnsweredBeforeTheEnd() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("x"));
        Child child = Child.of(Handlers.Hungry.class, server.authority()).jvm("-Xmx32m").start()) {
      assertThat(child.awaitExit()).isEqualTo(75);
      // JDK 25 may add a line of its own: that it has no memory to log the exit.
      assertThat(child.errors())
          .contains("nextloop: fatal 75 java.lang.OutOfMemoryError: the JVM is not to be trusted");
      assertThat(server.requests(RuntimeCall.ERROR).get(0).text())
          .contains("\"errorType\":\"java.lang.OutOfMemoryError\"");
    }
  }

  @Test
  void aServiceIsFoundByItsSimpleName() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(EventHandler.class.getName()), Handlers.Echo.class.getName());
    try (ScriptedServer server = ScriptedServer.serving(events("7"));
        Child child = with(folder, "Echo", server)) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text()).endsWith("7");
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void aServiceThatIsNotThereIsAnInitError() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(EventHandler.class.getName()), "gone.Handler");
    try (ScriptedServer server = ScriptedServer.serving(events());
        Child child = with(folder, "Echo", server)) {
      assertThat(child.awaitExit()).isEqualTo(1);
      assertThat(child.lastLine()).contains("gone.Handler");
      assertThat(server.requests(RuntimeCall.INIT_ERROR)).hasSize(1);
    }
  }

  @Test
  void aClassFileFromTheFutureIsAnInitError() throws Exception {
    byte[] bytes = classFile(Handlers.Echo.class);
    bytes[7] = 127;
    assertThat(initErrorOf(Handlers.Echo.class, bytes)).contains("UnsupportedClassVersionError");
  }

  @Test
  void aMissingClassOfTheFunctionsIsAnInitError() throws Exception {
    byte[] bytes = classFile(Handlers.NeedsLibrary.class);
    assertThat(initErrorOf(Handlers.NeedsLibrary.class, bytes))
        .contains("NoClassDefFoundError")
        .contains("Handlers$Library");
  }

  private String initErrorOf(Class<?> handler, byte[] bytes) throws Exception {
    Path file = folder.resolve(handler.getName().replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    try (ScriptedServer server = ScriptedServer.serving(events());
        Child child = Child.of(handler, server.authority()).classPath(framework(folder)).start()) {
      assertThat(child.awaitExit()).isEqualTo(1);
      assertThat(server.requests(RuntimeCall.INIT_ERROR)).hasSize(1);
      assertThat(child.lastLine()).startsWith("nextloop: fatal 1 Runtime.BadFunctionCode: ");
      return child.lastLine();
    }
  }

  private static Child with(Path folder, String handler, ScriptedServer server) throws Exception {
    String all = System.getProperty("java.class.path");
    return Child.named(handler, server.authority()).classPath(folder.toString(), all).start();
  }

  private static String[] framework(Path folder) {
    return new String[] {
      folder.toString(),
      Child.home(Main.class),
      Child.home(io.vertx.core.Future.class),
      Child.home(io.netty.util.concurrent.FutureListener.class),
      Child.home(com.fasterxml.jackson.core.JsonFactory.class)
    };
  }

  private static byte[] classFile(Class<?> type) throws Exception {
    String name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (var in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
