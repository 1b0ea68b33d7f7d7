package dev.nextloop.opentelemetry;

import static dev.nextloop.opentelemetry.Traced.LIMIT;
import static dev.nextloop.opentelemetry.Traced.SAMPLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.Propagation;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of Vert.x's clients, seen from the server that they reach. */
class OutgoingCallsTest {
  private final BlockingQueue<MultiMap> received = new LinkedBlockingQueue<>();
  private Vertx other;
  private HttpServer server;

  @BeforeEach
  void startsTheOtherSide() throws Exception {
    other = Vertx.vertx();
    server =
        Traced.await(
            other
                .createHttpServer()
                .requestHandler(
                    request -> {
                      received.add(request.headers());
                      if (request.path().equals("/gone")) {
                        request.connection().close();
                        return;
                      }
                      int status = request.path().equals("/broken") ? 503 : 200;
                      request.response().setStatusCode(status).end("ok");
                    })
                .listen(0, "127.0.0.1"));
  }

  @AfterEach
  void stopsTheOtherSide() throws Exception {
    Traced.await(other.close());
  }

  private String url(String path) {
    return "http://user:secret@127.0.0.1:" + server.actualPort() + path;
  }

  private MultiMap headers() throws Exception {
    MultiMap headers = received.poll(20, TimeUnit.SECONDS);
    assertThat(headers).isNotNull();
    return headers;
  }

  private static String text(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }

  /** Makes a call in an invocation; the span of the call, then that of the invocation. */
  private List<SpanData> spans(Traced traced, int count, EventHandler<byte[], byte[]> handler)
      throws Exception {
    RuntimeApiScript api =
        RuntimeApiScript.serving(0)
            .offer(Traced.event(1, "1", "Lambda-Runtime-Trace-Id: " + SAMPLED));
    try (ScriptedServer runtimeApi = ScriptedServer.serving(api);
        Traced client = traced.start(runtimeApi, handler)) {
      List<SpanData> spans = client.recorder.await(count);
      runtimeApi.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      assertThat(client.host.log()).isEmpty();
      return spans;
    }
  }

  private static void belongTogether(MultiMap headers, SpanData call, SpanData invocation) {
    assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(call.getTraceId()).isEqualTo(Traced.TRACE);
    assertThat(call.getParentSpanId()).isEqualTo(invocation.getSpanId());
    assertThat(headers.getAll("traceparent"))
        .containsExactly("00-" + Traced.TRACE + "-" + call.getSpanId() + "-01");
    assertThat(headers.getAll(Propagation.XRAY_HEADER))
        .containsExactly("Root=" + Traced.ROOT + ";Parent=" + call.getSpanId() + ";Sampled=1");
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void ofWebClientHaveASpanAndCarryItsHeaders(HttpVersion version) throws Exception {
    Traced traced = new Traced().onVertx();
    WebClient web = WebClient.create(traced.vertx, speaking(version));
    List<SpanData> spans =
        spans(
            traced,
            2,
            (event, call) -> web.getAbs(url("/stock?token=secret")).send().map(done -> event));
    belongTogether(headers(), spans.get(0), spans.get(1));
    SpanData span = spans.get(0);
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(text(span, "http.request.method")).isEqualTo("GET");
    assertThat(text(span, "server.address")).isEqualTo("127.0.0.1");
    assertThat(text(span, "url.full"))
        .isEqualTo("http://127.0.0.1:" + server.actualPort() + "/stock");
    assertThat(span.getAttributes().get(AttributeKey.longKey("server.port")))
        .isEqualTo(server.actualPort());
    assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .isEqualTo(200);
    assertThat(span.toString()).doesNotContain("secret");
  }

  @Test
  void ofHttpClientHaveThemToo() throws Exception {
    Traced traced = new Traced().onVertx();
    HttpClientAgent http = traced.vertx.createHttpClient();
    List<SpanData> spans =
        spans(
            traced,
            2,
            (event, call) ->
                http.request(
                        new RequestOptions().setAbsoluteURI(url("/x")).setMethod(HttpMethod.PUT))
                    .compose(request -> request.send("order"))
                    .compose(response -> response.body())
                    .map(done -> event));
    belongTogether(headers(), spans.get(0), spans.get(1));
    assertThat(spans.get(0).getName()).isEqualTo("PUT");
  }

  private static WebClientOptions speaking(HttpVersion version) {
    WebClientOptions options = new WebClientOptions();
    options.setProtocolVersion(version).setHttp2ClearTextUpgrade(false);
    return options;
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void keepTheHeadersThatTheHandlerHasSet(HttpVersion version) throws Exception {
    Traced traced = new Traced().onVertx();
    WebClient web = WebClient.create(traced.vertx, speaking(version));
    List<SpanData> spans =
        spans(
            traced,
            2,
            (event, call) -> {
              HttpRequest<?> request = web.getAbs(url("/x"));
              Propagation.inject(call, request::putHeader);
              return request.send().map(done -> event);
            });
    MultiMap headers = headers();
    assertThat(spans.get(0).getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(headers.getAll("traceparent"))
        .containsExactly("00-" + Traced.TRACE + "-" + spans.get(1).getSpanId() + "-01");
    assertThat(headers.getAll(Propagation.XRAY_HEADER)).hasSize(1);
  }

  @Test
  void belongUnderTheSpanThatTheHandlerHasSet() throws Exception {
    Traced traced = new Traced().onVertx();
    WebClient web = WebClient.create(traced.vertx);
    List<SpanData> spans =
        spans(
            traced,
            3,
            (event, call) -> {
              Span own =
                  traced
                      .telemetry
                      .getTracer("shop")
                      .spanBuilder("work")
                      .setParent(OpenTelemetryContext.of(call))
                      .startSpan();
              OpenTelemetryContext.set(call, OpenTelemetryContext.of(call).with(own));
              return web.getAbs(url("/x")).send().onComplete(done -> own.end()).map(done -> event);
            });
    SpanData work =
        spans.stream().filter(span -> span.getName().equals("work")).findFirst().orElseThrow();
    belongTogether(headers(), spans.get(0), work);
  }

  @Test
  void thatAreAnsweredWithAnErrorHaveOne() throws Exception {
    Traced traced = new Traced().onVertx();
    WebClient web = WebClient.create(traced.vertx);
    List<SpanData> spans =
        spans(traced, 2, (event, call) -> web.getAbs(url("/broken")).send().map(done -> event));
    assertThat(spans.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(spans.get(0), "error.type")).isEqualTo("503");
    assertThat(spans.get(1).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void whoseConnectionIsLostHaveAnError() throws Exception {
    Traced traced = new Traced().onVertx();
    WebClient web = WebClient.create(traced.vertx);
    List<SpanData> spans =
        spans(
            traced,
            2,
            (event, call) -> web.getAbs(url("/gone")).send().map(event).otherwise(event));
    assertThat(spans.get(0).getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(spans.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(spans.get(0), "error.type")).isNotBlank();
    assertThat(spans.get(1).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void areLeftAloneWhereTheirClientSaysSo() throws Exception {
    Traced traced = new Traced().onVertx();
    WebClient web =
        WebClient.create(
            traced.vertx, new WebClientOptions().setTracingPolicy(TracingPolicy.IGNORE));
    spans(traced, 1, (event, call) -> web.getAbs(url("/x")).send().map(done -> event));
    assertThat(headers().names()).doesNotContain("traceparent", Propagation.XRAY_HEADER);
  }

  @Test
  void ofNoInvocationHaveNone() throws Exception {
    Traced traced = new Traced().onVertx();
    WebClient web = WebClient.create(traced.vertx);
    spans(traced, 1, (event, call) -> Future.succeededFuture(event));
    Vertx again = Vertx.vertx();
    try {
      Traced.await(WebClient.create(again).getAbs(url("/x")).send());
    } finally {
      Traced.await(again.close());
    }
    assertThat(headers().names()).doesNotContain("traceparent", Propagation.XRAY_HEADER);
    assertThat(web).isNotNull();
  }

  @Test
  void onTheDirectEngineCarryWhatIsInjectedByHand() throws Exception {
    HttpClientAgent http = other.createHttpClient();
    List<SpanData> spans =
        spans(
            new Traced(),
            1,
            (event, call) ->
                http.request(new RequestOptions().setAbsoluteURI(url("/x")))
                    .compose(
                        request -> {
                          Propagation.inject(call, request::putHeader);
                          return request.send();
                        })
                    .map(done -> event));
    assertThat(headers().get("traceparent"))
        .isEqualTo("00-" + Traced.TRACE + "-" + spans.get(0).getSpanId() + "-01");
  }
}
