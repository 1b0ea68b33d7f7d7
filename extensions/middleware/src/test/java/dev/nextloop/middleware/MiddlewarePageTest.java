package dev.nextloop.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.EventHandler;
import dev.nextloop.Middleware;
import dev.nextloop.Reply;
import dev.nextloop.Setup;
import dev.nextloop.launch.Main;
import dev.nextloop.spi.Body;
import dev.nextloop.testkit.Page;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/middleware.md} says is so. */
class MiddlewarePageTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path classes;
  private static Page page;
  private static URLClassLoader loader;

  @BeforeAll
  static void compilesTheSnippets() throws Exception {
    page = Page.named("middleware.md");
    assertThat(page.compile(classes)).isEqualTo(7);
    loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
  }

  @AfterAll
  static void close() throws Exception {
    loader.close();
  }

  private static Class<?> shop(String name) throws Exception {
    return loader.loadClass("shop." + name);
  }

  @SuppressWarnings("unchecked") // the snippet says so
  private static Middleware<Body, Reply> middleware(Object snippet) {
    return (Middleware<Body, Reply>) snippet;
  }

  private static Middleware<Body, Reply> step(String name) throws Exception {
    return switch (name) {
      case "PassOn" -> middleware(shop(name).getMethod("middleware").invoke(null));
      case "FirstOfTwo" ->
          middleware(
              shop(name)
                  .getMethod("middleware", Duration.class)
                  .invoke(null, Duration.ofSeconds(59)));
      default ->
          middleware(shop(name).getConstructor(Duration.class).newInstance(Duration.ofSeconds(59)));
    };
  }

  @Test
  void eachStepOfTheGuidePassesAResultOn() throws Exception {
    for (String name : List.of("PassOn", "FirstOfTwo", "AnswerInTime")) {
      try (Function function = Function.of("at once", "later")) {
        function
            .with(step(name))
            .serve(
                (event, call) ->
                    event.equals("later")
                        ? call.after(Duration.ofMillis(5)).map(event)
                        : Future.succeededFuture(event));
        assertThat(function.responses(2)).containsExactly("at once", "later");
      }
    }
  }

  @Test
  void theGuidesLastStepsAnswerInTimeAsTheOriginalDoes() throws Exception {
    List<Middleware<Body, Reply>> all =
        List.of(
            step("FirstOfTwo"), step("AnswerInTime"), Middleware.deadline(Duration.ofSeconds(59)));
    for (Middleware<Body, Reply> middleware : all) {
      try (Function function = Function.of("never", "partly")) {
        function
            .with(middleware)
            .serve(
                (event, call) ->
                    event.equals("partly")
                        ? call.cancelled().map("half a result")
                        : Promise.<String>promise().future());
        assertThat(function.errors(1).get(0).header("Lambda-Runtime-Function-Error-Type"))
            .isEqualTo("Runtime.HandlerTimeout");
        assertThat(function.responses(1)).containsExactly("half a result");
      }
    }
    assertThat(
            Path.of("../../framework/src/main/java/dev/nextloop/internal/loop/AnswerBefore.java"))
        .exists();
    assertThatThrownBy(
            () -> shop("AnswerInTime").getConstructor(Duration.class).newInstance(Duration.ZERO))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .hasMessage("margin is PT0S; it must be 1 ms or more");
  }

  /** As a process, by the variables that the page names; Spans fails and is optional. */
  @Test
  void theSetupsAreAddedToAStandAloneFunctionInTheirOrder() throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "Ann", "Bob");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      ProcessBuilder builder =
          new ProcessBuilder(
              System.getProperty("java.home") + "/bin/java",
              "-Xmx64m",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              classes + File.pathSeparator + System.getProperty("java.class.path"),
              Main.class.getName());
      builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL"));
      builder
          .environment()
          .putAll(
              new TreeMap<>(
                  java.util.Map.of(
                      "AWS_LAMBDA_RUNTIME_API",
                      server.authority(),
                      "_HANDLER",
                      "shop.Greeter",
                      "NEXTLOOP_DEBUG",
                      "true",
                      "NEXTLOOP_SETUP",
                      "shop.Spans,shop.Durations,dev.nextloop.middleware.PayloadLogSetup")));
      Path log = classes.resolve("log");
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      try {
        assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT))
            .extracting(request -> request.text())
            .containsExactly("hello, Ann", "hello, Bob");
        server.awaitRequests(RuntimeCall.NEXT, 3, LIMIT);
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(log);
        assertThat(lines)
            .anySatisfy(
                line ->
                    assertThat(line)
                        .contains(
                            "nextloop: debug: event -> ",
                            "dev.nextloop.middleware.PayloadLog -> ",
                            "observers: shop.Durations; flushed behind answers: shop.Durations;"
                                + " NextloopOptions["))
            .anySatisfy(line -> assertThat(line).contains("fails, said once", "no exporter"))
            .anySatisfy(line -> assertThat(line).contains(": event (3 bytes that are no JSON)"));
        assertThat(lines.stream().filter(line -> line.matches(".*handled for \\d+ us")).count())
            .isBetween(2L, 3L);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void theMiddlewareThatIsMadeAlreadyRunsAsShown() throws Exception {
    Object orders = shop("Orders").getConstructor().newInstance();
    @SuppressWarnings("unchecked") // the snippet says so
    EventHandler<String, String> handler =
        (EventHandler<String, String>) shop("Orders").getMethod("handler").invoke(orders);
    try (Function function = Function.of("tea", "cocoa")) {
      function.serve(handler);
      assertThat(function.responses(2)).containsExactly("tea stored", "cocoa stored");
    }
  }

  @Test
  void theSettingsTableHasTheDefaults() {
    assertThat(page.text())
        .contains("| `NEXTLOOP_PAYLOAD_CHARACTERS` | `2048` | 16 to 65536;")
        .contains("| `NEXTLOOP_PAYLOAD_BYTES` | `65536` | 0 to 6291456;")
        .contains("| `NEXTLOOP_PAYLOAD_HIDE` | none |");
    assertThat(Setup.class).isAssignableFrom(PayloadLogSetup.class);
  }
}
