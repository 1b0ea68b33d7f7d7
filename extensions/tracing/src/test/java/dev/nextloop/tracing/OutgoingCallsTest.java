package dev.nextloop.tracing;

import static dev.nextloop.tracing.Function.PARENT;
import static dev.nextloop.tracing.Function.ROOT;
import static dev.nextloop.tracing.Function.SAMPLED;
import static dev.nextloop.tracing.Function.UNSAMPLED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.EventHandler;
import dev.nextloop.Propagation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls of Vert.x's clients carry of an invocation's trace, and what is recorded of them. */
class OutgoingCallsTest {
  private Backend backend;

  @BeforeEach
  void startBackend() throws Exception {
    backend = new Backend();
  }

  @AfterEach
  void stopBackend() throws Exception {
    backend.close();
  }

  private Function web(DaemonSocket daemon, WebClientOptions options) throws Exception {
    return new Function(daemon)
        .start(
            (vertx, tracer) -> {
              WebClient client = WebClient.create(vertx, options);
              return (path, call) ->
                  client.get(backend.port(), "127.0.0.1", path).send().map(r -> r.bodyAsString());
            });
  }

  private Function web(DaemonSocket daemon) throws Exception {
    return web(daemon, new WebClientOptions());
  }

  /** A call is recorded where its name is the host. */
  private static JsonNode call(JsonNode handler) {
    assertThat(handler.path("name").asText()).isEqualTo("## handler");
    assertThat(handler.path("subsegments")).hasSize(1);
    return handler.path("subsegments").get(0);
  }

  @Test
  void passTheHeaderOnAsItCameWithoutADaemon() throws Exception {
    String trace = "Self=1-67891234-12456789abcdef012345678;" + SAMPLED + ";Lineage=1:a|2;Odd=x=y";
    try (Function function = web(null).traced("/a", trace)) {
      assertThat(backend.await().trace()).isEqualTo(trace);
      assertThat(function.answer()).isEqualTo("hello");
    }
  }

  @Test
  void passTheHeaderOnAsItCameWhereTheTraceIsNotSampled() throws Exception {
    try (Function function = web(new DaemonSocket()).traced("/a", UNSAMPLED)) {
      assertThat(backend.await().trace()).isEqualTo(UNSAMPLED);
      assertThat(function.answer()).isEqualTo("hello");
      assertThat(function.daemon.rest()).isEmpty();
    }
  }

  @Test
  void leaveTheDecisionToTheCalleeWhereThePlatformDid() throws Exception {
    String asked = "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=?";
    try (Function function = web(new DaemonSocket()).traced("/a", asked)) {
      assertThat(backend.await().trace()).isEqualTo(asked);
      function.answer();
      assertThat(function.daemon.rest()).isEmpty();
    }
  }

  @Test
  void areTheParentsOfWhatTheyCallWhereTheTraceIsRecorded() throws Exception {
    String trace = "Sampled=1;Lineage=1:a;Parent=" + PARENT + ";New=n;Root=" + ROOT;
    try (Function function = web(new DaemonSocket()).traced("/a?secret=1", trace)) {
      String carried = backend.await().trace();
      JsonNode call = call(function.daemon.await());
      assertThat(carried)
          .isEqualTo(
              "Root="
                  + ROOT
                  + ";Parent="
                  + call.path("id").asText()
                  + ";Sampled=1;Lineage=1:a;New=n");
      assertThat(call.path("name").asText()).isEqualTo("127.0.0.1");
      assertThat(call.path("namespace").asText()).isEqualTo("remote");
      assertThat(call.at("/http/request/method").asText()).isEqualTo("GET");
      assertThat(call.at("/http/request/url").asText()).isEqualTo(backend.url("/a"));
      assertThat(call.at("/http/response/status").asInt()).isEqualTo(200);
      assertThat(call.at("/http/response/content_length").asInt()).isEqualTo(5);
      assertThat(call.has("error") || call.has("fault") || call.has("throttle")).isFalse();
      assertThat(call.path("end_time").decimalValue())
          .isGreaterThan(call.path("start_time").decimalValue());
    }
  }

  @Test
  void areFaultsErrorsAndThrottlesByTheirStatus() throws Exception {
    try (Function function = web(new DaemonSocket())) {
      assertThat(flags(function, "/503")).containsExactly("fault");
      assertThat(flags(function, "/404")).containsExactly("error");
      assertThat(flags(function, "/429")).containsExactly("error", "throttle");
    }
  }

  private static List<String> flags(Function function, String path) throws Exception {
    function.traced(path, SAMPLED).answer();
    JsonNode call = call(function.daemon.await());
    return List.of("error", "throttle", "fault").stream()
        .filter(flag -> call.path(flag).asBoolean())
        .toList();
  }

  @Test
  void areFaultsWithTheirCauseWhenTheConnectionBreaks() throws Exception {
    try (Function function = web(new DaemonSocket()).traced("/cut", SAMPLED)) {
      function.error();
      JsonNode handler = function.daemon.await();
      assertThat(handler.path("fault").asBoolean()).isTrue();
      JsonNode call = call(handler);
      assertThat(call.path("fault").asBoolean()).isTrue();
      assertThat(call.at("/cause/exceptions/0/type").asText()).contains("Closed");
    }
  }

  @Test
  void areRecordedOneByOneWhereTheyAreRedirected() throws Exception {
    try (Function function = web(new DaemonSocket()).traced("/moved", SAMPLED)) {
      JsonNode calls = function.daemon.await().path("subsegments");
      assertThat(calls).hasSize(2);
      for (JsonNode call : calls) {
        assertThat(backend.await().trace()).contains(";Parent=" + call.path("id").asText() + ";");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
  void keepTheHeaderThatTheirCallerHasSet(HttpVersion version) throws Exception {
    WebClientOptions options = new WebClientOptions();
    options.setProtocolVersion(version).setHttp2ClearTextUpgrade(false);
    try (Function function =
        new Function()
            .start(
                (vertx, tracer) -> {
                  WebClient client = WebClient.create(vertx, options);
                  return (path, call) -> {
                    var request = client.get(backend.port(), "127.0.0.1", path);
                    Propagation.inject(call, request::putHeader);
                    return request.send().map(r -> r.bodyAsString());
                  };
                })
            .traced("/a", SAMPLED)) {
      String carried = backend.await().trace();
      // What a wrapper takes has the handler's subsegment as parent, once.
      assertThat(carried).contains(";Parent=" + function.daemon.await().path("id").asText() + ";");
    }
  }

  @Test
  void areLeftAloneWhereTheirClientIsNotToBeTraced() throws Exception {
    WebClientOptions options = new WebClientOptions();
    options.setTracingPolicy(TracingPolicy.IGNORE);
    try (Function function = web(new DaemonSocket(), options).traced("/a", SAMPLED)) {
      assertThat(backend.await().traces()).isEmpty();
      assertThat(function.daemon.await().has("subsegments")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Parent=70de5b6f19ff9a0a;Sampled=1",
        "Root=1-581cf77z-a006649127e371903a2de979;Sampled=1",
        "Root=;Parent=70de5b6f19ff9a0a;Sampled=1",
        "garbage",
        "Root=1-581cf771-a006649127e371903a2de979\r;X: y;Sampled=1",
      })
  void carryNothingWhereTheHeaderIsBad(String trace) throws Exception {
    try (Function function = web(new DaemonSocket()).traced("/a", trace)) {
      assertThat(backend.await().traces()).isEmpty();
      assertThat(function.answer()).isEqualTo("hello");
      assertThat(function.daemon.rest()).isEmpty();
    }
  }

  @Test
  void carryNothingOfAHeaderThatIsTenKilobytesLong() throws Exception {
    String trace = SAMPLED + ";Baggage=" + "b".repeat(10_000);
    try (Function function = web(new DaemonSocket()).traced("/a", trace)) {
      assertThat(backend.await().traces()).isEmpty();
      assertThat(function.answer()).isEqualTo("hello");
    }
  }

  @Test
  void carryTheFirstOfTwoHeadersAlone() throws Exception {
    try (Function function =
        web(null)
            .offer(
                "/a",
                "Lambda-Runtime-Trace-Id: " + SAMPLED,
                "Lambda-Runtime-Trace-Id: " + UNSAMPLED)) {
      assertThat(backend.await().trace()).isEqualTo(SAMPLED);
      function.answer();
    }
  }

  @Test
  void carryNothingWithoutATrace() throws Exception {
    try (Function function = web(new DaemonSocket()).offer("/a")) {
      assertThat(backend.await().traces()).isEmpty();
      assertThat(function.answer()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP_1_1, true", "HTTP_2, true", "HTTP_2, false"})
  void carryTheTraceThroughTheCoreClientInBothVersionsOfHttp(HttpVersion version, boolean upgrade)
      throws Exception {
    try (Function function =
        new Function()
            .start((vertx, tracer) -> core(vertx, version, upgrade))
            .traced("/a", SAMPLED)) {
      String carried = backend.await().trace();
      JsonNode call = call(function.daemon.await());
      assertThat(carried).contains(";Parent=" + call.path("id").asText() + ";Sampled=1");
      assertThat(call.at("/http/request/url").asText()).isEqualTo(backend.url("/a"));
      assertThat(call.at("/http/response/status").asInt()).isEqualTo(200);
    }
  }

  private EventHandler<String, String> core(Vertx vertx, HttpVersion version, boolean upgrade) {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(upgrade));
    return (path, call) ->
        client
            .request(HttpMethod.GET, backend.port(), "127.0.0.1", path)
            .compose(request -> request.send())
            .compose(response -> response.body())
            .map(body -> body.toString());
  }

  @Test
  void mayBeMadeBehindTheAnswerAndAreSentByThemselves() throws Exception {
    try (Function function =
        new Function()
            .start(
                (vertx, tracer) -> {
                  WebClient client = WebClient.create(vertx);
                  return (path, call) -> {
                    vertx
                        .timer(30)
                        .onComplete(any -> client.get(backend.port(), "127.0.0.1", path).send());
                    return Future.succeededFuture("done");
                  };
                })
            .traced("/late", SAMPLED)
            .traced("/later", UNSAMPLED)) {
      List<JsonNode> documents = function.daemon.await(2);
      JsonNode handler = documents.get(0);
      JsonNode late = documents.get(1);
      assertThat(late.path("type").asText()).isEqualTo("subsegment");
      assertThat(late.path("trace_id").asText()).isEqualTo(ROOT);
      assertThat(late.path("parent_id")).isEqualTo(handler.path("id"));
      // The facts of an invocation that was answered at once are gone: no trace, and no failure.
      Backend.Call one = backend.await();
      Backend.Call two = backend.await();
      assertThat((one.path().equals("/later") ? one : two).traces()).isEmpty();
    }
  }
}
