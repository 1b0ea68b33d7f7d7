package dev.nextloop.tracing;

import static dev.nextloop.tracing.Function.LIMIT;
import static dev.nextloop.tracing.Function.PARENT;
import static dev.nextloop.tracing.Function.SAMPLED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.EventHandler;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.codec.TextCodec;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stand-alone function that is traced because a variable says so. */
class TracingSetupTest {
  private static final String CLASSES = System.getProperty("java.class.path");

  private static RuntimeApiScript api(String... events) {
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000);
    long deadline = System.currentTimeMillis() + 60_000;
    for (int i = 0; i < events.length; i++) {
      api.offer(
          Replies.event(
              RuntimeApiScript.id(i + 1),
              deadline,
              Replies.text(events[i]),
              "Lambda-Runtime-Trace-Id: " + SAMPLED));
    }
    return api;
  }

  private static Map<String, String> variables(ScriptedServer server, Class<?> handler) {
    Map<String, String> variables = new HashMap<>();
    variables.put("AWS_LAMBDA_RUNTIME_API", server.authority());
    variables.put("_HANDLER", handler.getName());
    return variables;
  }

  /** From its first event on, which came before there was a Vert.x; and its polls are no calls. */
  @ParameterizedTest
  @ValueSource(strings = {"auto", "web"})
  void tracesTheCallsOfAHandlerThatIsGivenAVertx(String engine) throws Exception {
    try (Backend backend = new Backend();
        DaemonSocket daemon = new DaemonSocket();
        ScriptedServer server =
            ScriptedServer.serving(api(backend.url("/1"), backend.url("/2"), backend.url("/3")))) {
      Map<String, String> variables = variables(server, Handlers.Calling.class);
      variables.put("NEXTLOOP_ENGINE", engine);
      variables.put("NEXTLOOP_DEBUG", "true");
      variables.put("AWS_XRAY_DAEMON_ADDRESS", daemon.authority());
      try (StandAlone function = StandAlone.start(CLASSES, variables)) {
        assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 3, LIMIT))
            .allSatisfy(answer -> assertThat(answer.text()).isEqualTo("hello"));
        for (JsonNode handler : daemon.await(3)) {
          assertThat(handler.path("parent_id").asText()).isEqualTo(PARENT);
          assertThat(handler.path("subsegments")).hasSize(1);
          assertThat(backend.await().trace())
              .contains(";Parent=" + handler.at("/subsegments/0/id").asText() + ";");
        }
        assertThat(server.requests())
            .allSatisfy(call -> assertThat(call.header("X-Amzn-Trace-Id")).isNull());
        assertThat(function.ended())
            .contains("dev.nextloop.tracing.XrayMiddleware")
            .contains("flushed behind answers: dev.nextloop.tracing.XrayDaemon")
            .doesNotContain("outside of any invocation");
        assertThat(daemon.rest()).isEmpty();
      }
    }
  }

  @Test
  void tellsTheTraceByTheSystemPropertyWithoutADaemon() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1"));
        StandAlone unused = StandAlone.start(CLASSES, variables(server, Handlers.Telling.class))) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text())
          .isEqualTo(SAMPLED);
    }
  }

  @Test
  void endsTheInitWhereASettingIsWrong() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api("1"))) {
      Map<String, String> variables = variables(server, Handlers.Telling.class);
      variables.put("AWS_XRAY_DAEMON_ADDRESS", "nowhere");
      try (StandAlone function = StandAlone.start(CLASSES, variables)) {
        assertThat(function.awaitExit()).isEqualTo(1);
        assertThat(server.requests(RuntimeCall.INIT_ERROR).get(0).text())
            .contains("AWS_XRAY_DAEMON_ADDRESS is 'nowhere'; it must be host:port");
      }
    }
  }

  private static int reads(XrayMiddleware<String, String> middleware) throws Exception {
    FakeInvocation invocation = new FakeInvocation(Function.UNSAMPLED);
    EventHandler<String, String> echo = (event, call) -> Future.succeededFuture(event);
    middleware.around(echo).handle("1", invocation);
    return invocation.reads;
  }

  @Test
  void readsAHeaderOnceAtMostAndNeverWithoutNeed() throws Exception {
    FunctionLabels labels = new FunctionLabels("## handler", null, false);
    XrayTracer nowhere = XrayTracer.of(null, new FakeHost(), null, false);
    assertThat(reads(XrayMiddleware.of(nowhere, labels))).isZero();
    assertThat(
            reads(
                XrayMiddleware.<String, String>of(nowhere, labels).withProperty(new Properties())))
        .isEqualTo(1);
    try (DaemonSocket socket = new DaemonSocket();
        XrayDaemon daemon = XrayDaemon.at(socket.address())) {
      XrayTracer tracer = XrayTracer.of(null, new FakeHost(), daemon, false);
      assertThat(reads(XrayMiddleware.of(tracer, labels))).isEqualTo(1);
      assertThat(
              reads(
                  XrayMiddleware.<String, String>of(tracer, labels).withProperty(new Properties())))
          .isEqualTo(1);
    }
  }

  /** What a client is made of is told in the debug mode, which is the setting's own. */
  @Test
  void addsNothingToTheWayOfAnInvocationWhereNothingIsToBeDone() throws Exception {
    FakeHost host = new FakeHost().with("NEXTLOOP_LANES", "2");
    Nextloop.Builder client = Nextloop.of(host);
    TracingSetup.addTo(client, host);
    assertThat(composition(client, host))
        .startsWith("nextloop: debug: event -> dev.nextloop.codec");
  }

  private static String composition(Nextloop.Builder client, FakeHost host) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(api())) {
      Nextloop started =
          Backend.await(
              client
                  .endpoint(Endpoint.parse("API", server.authority()))
                  .options(NextloopOptions.from(host).withDebug(true))
                  .handler(
                      (event, call) -> Future.succeededFuture(event),
                      new TextCodec(),
                      new TextCodec())
                  .start());
      Backend.await(started.stop());
    }
    List<String> log = host.log;
    return log.get(0);
  }
}
