package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FakeHost;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Host;
import dev.nextloop.testkit.Page;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/handlers.md} says is so. */
class HandlersPageTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path classes;
  private static Page page;

  @BeforeAll
  static void compilesTheSnippets() throws Exception {
    page = Page.named("handlers.md");
    assertThat(page.compile(classes)).isEqualTo(3);
  }

  @Test
  void theFirstSnippetIsServedByTheLauncher() throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(
            1_900_000_000_000L, "{\"article\":\"cup\",\"count\":2}", "{\"count\":0}", "");
    String all = System.getProperty("java.class.path");
    try (ScriptedServer server = ScriptedServer.serving(api);
        Child child =
            Child.named("shop.PriceHandler", server.authority())
                .classPath(classes.toString(), all)
                .start()) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .contains("{\"article\":\"cup\",\"cents\":500,\"until\":\"");
      assertThat(server.awaitRequests(RuntimeCall.ERROR, 2, LIMIT))
          .allSatisfy(
              post ->
                  assertThat(post.header("Lambda-Runtime-Function-Error-Type"))
                      .isEqualTo("Function.NothingOrdered"));
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void theOthersRunOnAVertxInstance() throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(Replies.event("a", 0, Replies.text("Ann"), "Lambda-Runtime-Aws-Tenant-Id: t1"))
            .offer(Replies.event("b", 0, Replies.text("Bob")));
    Vertx vertx = Vertx.vertx();
    try (ScriptedServer server = ScriptedServer.serving(api);
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Future<?> started =
          (Future<?>)
              loader
                  .loadClass("shop.Embedded")
                  .getMethod("start", Vertx.class, Endpoint.class)
                  .invoke(null, vertx, Endpoint.parse("API", server.authority()));
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .endsWith("Ann of t1");
      assertThat(server.awaitRequests(RuntimeCall.ERROR, 1, LIMIT).get(0).text())
          .contains("Function.NoTenant");
      await(((Nextloop) started.result()).stop());
    } finally {
      await(vertx.close());
    }
  }

  private static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void theTableHasEachSettingWithItsDefault() {
    TreeSet<String> read = new TreeSet<>();
    FakeHost machine = new FakeHost();
    Host listening =
        (Host)
            Proxy.newProxyInstance(
                Host.class.getClassLoader(),
                new Class<?>[] {Host.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("variable")) {
                    read.add((String) arguments[0]);
                  }
                  return method.invoke(machine, arguments);
                });
    NextloopOptions defaults = NextloopOptions.from(listening);
    read.remove("AWS_LAMBDA_MAX_CONCURRENCY");
    TreeSet<String> told = new TreeSet<>();
    Matcher row = Pattern.compile("\n\\| `(NEXTLOOP_\\w+)` \\| (.*?) \\|").matcher(page.text());
    List<String> values = new ArrayList<>();
    while (row.find()) {
      told.add(row.group(1));
      values.add(row.group(2));
    }
    // Read by Main alone.
    read.add("NEXTLOOP_SETUP");
    read.add("NEXTLOOP_HANDLER_PROVIDER");
    assertThat(told).isEqualTo(read);
    assertThat(values)
        .containsExactly(
            code(defaults.engine().name().toLowerCase(Locale.ROOT)),
            code(defaults.pipelining().name().toLowerCase(Locale.ROOT)),
            "`AWS_LAMBDA_MAX_CONCURRENCY`, else " + code(defaults.lanes()),
            code(defaults.loops()),
            code(defaults.deadlineMargin().toMillis()),
            code(defaults.defaultTimeout().toMillis()),
            defaults.maxResponseBytes() == Long.MAX_VALUE ? "no limit" : "a limit",
            code(defaults.postBudgetBytes()),
            code(defaults.drain().toMillis()),
            code(defaults.flushBudget().toMillis()),
            code(defaults.expiryNotice().toMillis()),
            code(defaults.debug()),
            "none",
            "none",
            code(defaults.remoteApi()));
  }

  private static String code(Object value) {
    return "`" + value + "`";
  }
}
