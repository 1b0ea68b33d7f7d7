package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.netty.util.concurrent.FutureListener;
import io.vertx.core.Future;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a bytes function needs on its class path: the framework's jar and {@code vertx-core}, whose
 * {@code Future} names six interfaces of {@code netty-common}. Neither Web Client nor Databind is
 * there. {@code jackson-core} comes with {@code vertx-core}; it is touched only when an error is
 * written or a context header is read.
 */
class LeastClassPathTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern LOADED = Pattern.compile("^\\[class,load\\] (\\S+) source:");

  @TempDir static Path folder;
  private static final Set<String> loaded = new TreeSet<>();

  private static String[] withoutJackson() throws Exception {
    Path handlers = folder.resolve("handlers/dev/nextloop/launch");
    Files.createDirectories(handlers);
    for (Class<?> handler : new Class<?>[] {Handlers.Echo.class, Handlers.Throwing.class}) {
      String file = handler.getName().replace("dev.nextloop.launch.", "") + ".class";
      try (var in = handler.getResourceAsStream(file)) {
        Files.write(handlers.resolve(file), in.readAllBytes());
      }
    }
    return new String[] {
      folder.resolve("handlers").toString(),
      Child.home(Main.class),
      Child.home(Future.class),
      Child.home(FutureListener.class)
    };
  }

  @BeforeAll
  static void listsWhatTheFirstResponseLoads() throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "{}");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child =
            Child.of(Handlers.Echo.class, server.authority())
                .classPath(withoutJackson())
                .jvm("-Xlog:class+load:stdout:tags", "-Xshare:auto")
                .start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      child.close();
      child
          .out()
          .lines()
          .map(LOADED::matcher)
          .filter(Matcher::find)
          .forEach(line -> loaded.add(line.group(1)));
    }
  }

  private static Stream<String> loadedFrom(String start) {
    return loaded.stream().filter(name -> name.startsWith(start));
  }

  @Test
  void theFirstResponseLoadsOfNettyOnlyWhatFutureNames() {
    assertThat(loaded).contains("dev.nextloop.launch.Main", "io.vertx.core.Future");
    assertThat(loadedFrom("io.netty."))
        .containsExactly(
            "io.netty.util.concurrent.EventExecutor",
            "io.netty.util.concurrent.EventExecutorGroup",
            "io.netty.util.concurrent.FutureListener",
            "io.netty.util.concurrent.GenericFutureListener",
            "io.netty.util.concurrent.OrderedEventExecutor",
            "io.netty.util.concurrent.ThreadAwareExecutor");
  }

  @Test
  void theFirstResponseStartsNoVertx() {
    assertThat(loaded)
        .doesNotContain("io.vertx.core.impl.VertxImpl", "io.vertx.core.Vertx")
        .noneMatch(name -> name.startsWith("io.vertx.core.buffer"));
  }

  @Test
  void theFirstResponseLoadsNoJackson() {
    assertThat(loadedFrom("com.fasterxml.")).isEmpty();
  }

  @Test
  void theFirstResponseLoadsNothingOfTheWebEngine() {
    assertThat(loadedFrom("dev.nextloop.internal.web.")).isEmpty();
  }

  @Test
  void theFirstResponseLoadsNothingOfSnapshots() {
    assertThat(loadedFrom("dev.nextloop"))
        .noneMatch(name -> name.contains(".snapshot.") || name.endsWith(".SnapStart"))
        .noneMatch(name -> name.endsWith(".SnapshotAware"));
  }

  @Test
  void theFirstResponseLoadsNothingThatBlocks() {
    assertThat(loadedFrom("dev.nextloop"))
        .noneMatch(name -> name.endsWith(".Workers") || name.endsWith(".BlockingCall"));
    assertThat(loaded).doesNotContain("java.util.concurrent.ThreadPoolExecutor");
  }

  @Test
  void anErrorNeedsJacksonsCoreButNoDatabind() throws Exception {
    String all = String.join(File.pathSeparator, withoutJackson());
    try (ScriptedServer server = ScriptedServer.serving(RuntimeApiScript.serving(0));
        Child child =
            Child.of(Handlers.Throwing.class, server.authority())
                .classPath(all, Child.home(JsonFactory.class))
                .start()) {
      assertThat(child.awaitExit()).isEqualTo(1);
      assertThat(server.requests(RuntimeCall.INIT_ERROR).get(0).text())
          .contains("IllegalStateException");
    }
  }
}
