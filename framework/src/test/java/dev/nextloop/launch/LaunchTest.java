package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nextloop.FakeHost;
import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of a start, told by exit code, one last line and {@code init/error}. */
class LaunchTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String PREFIX = Handlers.class.getName() + "$";

  private final FakeHost host =
      new FakeHost().withProperty("java.class.path", "lib/a.jar").withProperty("user.dir", "/task");

  private String lastLine() {
    return host.log().get(host.log().size() - 1);
  }

  private int launch(String handler, RuntimeApiScript api) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      host.with("AWS_LAMBDA_RUNTIME_API", server.authority());
      new Launch(host).run(handler);
      return host.awaitExit();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1", "http://127.0.0.1:9001", "127.0.0.1:0", "[::1]", "x:y"})
  void endsWithCode2ForAnAddressThatIsNone(String address) throws Exception {
    new Launch(host.with("AWS_LAMBDA_RUNTIME_API", address)).run("Any");
    assertThat(host.awaitExit()).isEqualTo(2);
    assertThat(lastLine())
        .startsWith("nextloop: fatal 2 Runtime.InvalidConfiguration: AWS_LAMBDA_RUNTIME_API ")
        .endsWith("; it must be host:port, such as 127.0.0.1:9001");
  }

  @Test
  void endsWithCode2WithoutAnAddress() throws Exception {
    new Launch(host).run("Any");
    assertThat(host.awaitExit()).isEqualTo(2);
    assertThat(lastLine()).contains("AWS_LAMBDA_RUNTIME_API is not set");
  }

  @Test
  void refusesARemoteAddress() throws Exception {
    new Launch(host.with("AWS_LAMBDA_RUNTIME_API", "192.0.2.1:9001")).run("Any");
    assertThat(host.awaitExit()).isEqualTo(2);
    assertThat(lastLine()).contains("NEXTLOOP_ALLOW_REMOTE_API=true allows it");
  }

  @Test
  void refusesASettingOutOfRange() throws Exception {
    new Launch(host.with("NEXTLOOP_LANES", "0")).run("Any");
    assertThat(host.awaitExit()).isEqualTo(2);
    assertThat(lastLine())
        .isEqualTo(
            "nextloop: fatal 2 Runtime.InvalidConfiguration: lanes is 0; it must be 1 to 1000");
  }

  @Test
  void asksTheProviderThatIsNamedBeforeItLooksForClasses() throws Exception {
    host.withProperty("nextloop.handler-provider", Handlers.Provider.class.getName());
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "1");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      host.with("AWS_LAMBDA_RUNTIME_API", server.authority());
      new Launch(host).run("java.lang.Object");
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .isEqualTo("provided for java.lang.Object");
      host.term();
      assertThat(host.awaitExit()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.such.Provider", "java.lang.Object", "java.lang.Runnable"})
  void refusesAProviderThatIsNone(String name) throws Exception {
    host.with("NEXTLOOP_HANDLER_PROVIDER", name);
    assertThat(launch(PREFIX + "Echo", RuntimeApiScript.serving(0))).isEqualTo(1);
    assertThat(lastLine())
        .contains("Runtime.InvalidConfiguration: NEXTLOOP_HANDLER_PROVIDER is '" + name + "'")
        .contains("it must be a class on the class path that implements");
  }

  static List<List<String>> badHandlers() {
    return List.of(
        List.of("", "Runtime.MalformedHandlerName", "_HANDLER is empty"),
        List.of("nodot", "Runtime.HandlerNotFound", "_HANDLER 'nodot' names nothing"),
        List.of("../x.Handler", "Runtime.HandlerNotFound", "'../x.Handler' names nothing"),
        List.of("a.B;id", "Runtime.HandlerNotFound", "'a.B;id' names nothing"),
        List.of("a.B", "Runtime.HandlerNotFound", "class path lib/a.jar; for a service of type"),
        List.of(PREFIX + "NoHandler", "Runtime.HandlerNotFound", "does not implement dev.nextloop"),
        List.of(PREFIX + "Abstract", "Runtime.HandlerNotFound", "which is abstract"),
        List.of(PREFIX + "Private", "Runtime.HandlerNotFound", "has no public constructor"),
        List.of(PREFIX + "Throwing", "Runtime.BadFunctionCode", "IllegalStateException: no"),
        List.of(PREFIX + "Asserting", "Runtime.BadFunctionCode", "AssertionError: never true"),
        List.of(PREFIX + "StaticThrowing", "Runtime.BadFunctionCode", "NumberFormatException"),
        List.of(PREFIX + "Raw", "Runtime.BadFunctionCode", "does not say which types"));
  }

  @ParameterizedTest
  @MethodSource("badHandlers")
  void postsInitErrorOnceAndEndsWithCode1(List<String> expected) throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(0);
    RecordedRequest post;
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      host.with("AWS_LAMBDA_RUNTIME_API", server.authority());
      new Launch(host).run(expected.get(0));
      assertThat(host.awaitExit()).isEqualTo(1);
      assertThat(server.requests()).hasSize(1);
      post = server.requests().get(0);
    }
    assertThat(lastLine())
        .startsWith("nextloop: fatal 1 " + expected.get(1) + ": ")
        .contains(expected.get(2))
        .doesNotContain("\n");
    assertThat(RuntimeCall.INIT_ERROR.test(post)).isTrue();
    assertThat(post.header("Lambda-Runtime-Function-Error-Type")).isEqualTo(expected.get(1));
    JsonNode body = new ObjectMapper().readTree(post.body());
    assertThat(body.path("errorType").asText()).isNotEmpty();
    assertThat(body.path("errorMessage").asText()).isNotEmpty();
    assertThat(body.path("stackTrace").isArray()).isTrue();
    String cause = post.header("Lambda-Runtime-Function-XRay-Error-Cause");
    assertThat(new ObjectMapper().readTree(cause).path("exceptions").size()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"403", "500", "0"})
  void endsWithCode1WhateverBecomesOfInitError(int status) throws Exception {
    Script answer =
        status == 0 ? Script.script().stall() : Script.script().send(Replies.status(status));
    long start = System.nanoTime();
    RuntimeApiScript api = RuntimeApiScript.serving(0).onEvery(RuntimeCall.INIT_ERROR, answer);
    assertThat(launch(PREFIX + "Throwing", api)).isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Echo", "RawEcho"})
  void servesEventsUntilItIsTerminated(String name) throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(Long.MAX_VALUE / 2, "{\"n\":1}");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      host.with("AWS_LAMBDA_RUNTIME_API", server.authority()).with("_HANDLER", PREFIX + name);
      new Launch(host).run(null);
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .endsWith("{\"n\":1}");
      host.term();
      assertThat(host.awaitExit()).isZero();
      assertThat(host.log()).isEmpty();
    }
  }
}
