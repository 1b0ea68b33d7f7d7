package dev.nextloop.webclient;

import static dev.nextloop.webclient.ClientFixture.LIMIT;
import static dev.nextloop.webclient.ClientFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Propagation;
import dev.nextloop.codec.TextCodec;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What outgoing calls carry of their invocation's trace. */
class CallTracesTest {
  private static final String TRACE =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a:1|b:2";

  private final ClientFixture f = new ClientFixture();

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  /** Answers with the headers that came, but for those of every request. */
  private String echo() throws Exception {
    return f.serve(
        request -> {
          StringBuilder all = new StringBuilder();
          request
              .headers()
              .forEach(
                  (name, value) -> {
                    if (!List.of("host", "user-agent", "content-length").contains(name)) {
                      all.append(name).append('=').append(value).append('\n');
                    }
                  });
          request.response().end(all.toString());
        });
  }

  private String sent(Invocation invocation) throws Exception {
    return await(f.client.of(invocation).get(echo()).send()).bodyAsString();
  }

  @Test
  void isThePlatformsHeaderAsItCame() throws Exception {
    assertThat(sent(f.invocation.traced(TRACE))).isEqualTo("X-Amzn-Trace-Id=" + TRACE + "\n");
  }

  @Test
  void isNothingWithoutATrace() throws Exception {
    assertThat(sent(f.invocation)).isNull();
    assertThat(sent(f.invocation.traced("rubbish"))).isNull();
  }

  @Test
  void isWhatATracerHasLeftWhereThereIsOne() throws Exception {
    FakeInvocation traced = f.invocation.traced(TRACE);
    traced.attribute(
        Propagation.KEY,
        headers -> {
          headers.accept("traceparent", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
          headers.accept("tracestate", "es=s:1, b=2");
        });
    assertThat(sent(traced))
        .isEqualTo(
            """
            traceparent=00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01
            tracestate=es=s:1, b=2
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nEvil: 1", "a\nEvil: 1", "a\0b", "\u00e9", "", "a\u2028b"})
  void isLeftOutWhereItCouldEndItsHeader(String value) throws Exception {
    f.invocation.attribute(
        Propagation.KEY,
        headers -> {
          headers.accept("first", value);
          headers.accept("sec\r\nond", "1");
          headers.accept("", "1");
          headers.accept("third", "3");
        });
    assertThat(sent(f.invocation)).isEqualTo("third=3\n");
  }

  @Test
  void givesWayToWhatTheHandlerSetsItself() throws Exception {
    String answer =
        await(
                f.client
                    .of(f.invocation.traced(TRACE))
                    .get(echo())
                    .with(request -> request.putHeader("x-amzn-trace-id", "mine"))
                    .send())
            .bodyAsString();
    assertThat(answer).isEqualTo("x-amzn-trace-id=mine\n");
  }

  private static String root(int number) {
    return "1-5759e988-%024x".formatted(number);
  }

  /** By one of the ways that a handler can go before it calls. */
  private static Future<String> call(
      InvocationClient client, Vertx vertx, String url, String event, Invocation call) {
    int way = Integer.parseInt(event) % 4;
    Promise<String> answer = Promise.promise();
    Runnable calling =
        () ->
            client
                .of(call)
                .get(url)
                .send()
                .map(response -> response.bodyAsString())
                .onComplete(answer);
    switch (way) {
      case 0 -> calling.run();
      case 1 -> vertx.setTimer(1, fired -> calling.run());
      case 2 -> ForkJoinPool.commonPool().execute(calling);
      default -> {
        return call.blocking(
            () -> {
              calling.run();
              return await(answer.future());
            });
      }
    }
    return answer.future();
  }

  /** 64 at once over one client: each call carries the trace of its own invocation. */
  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "SOCKET", "WEB"})
  void neverMixes(NextloopOptions.EngineKind engine) throws Exception {
    int events = 640;
    String url =
        f.serve(request -> request.response().end(request.getHeader(Propagation.XRAY_HEADER)));
    RuntimeApiScript api = RuntimeApiScript.serving(0);
    for (int i = 1; i <= events; i++) {
      api.offer(
          Replies.event(
              RuntimeApiScript.id(i),
              System.currentTimeMillis() + 60_000,
              Replies.text("" + i),
              "Lambda-Runtime-Trace-Id: Root=" + root(i) + ";Sampled=1"));
    }
    LoggingHost host = new LoggingHost();
    LambdaPool pool = LambdaPool.of(64);
    FreezeGuard guard = FreezeGuard.of(f.vertx, new FakeHost());
    InvocationClient client =
        InvocationClient.over(f.vertx, host, guard.webClient(pool.client(), pool.pool()));
    EventHandler<String, String> handler =
        (event, call) -> call(client, f.vertx, url, event, call).map(root -> event + " " + root);
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      Nextloop.Builder builder =
          Nextloop.of(host)
              .options(NextloopOptions.defaults().withEngine(engine).withLanes(64))
              .endpoint(Endpoint.parse("API", server.authority()))
              .handler(handler, new TextCodec(), new TextCodec());
      if (engine != NextloopOptions.EngineKind.DIRECT) {
        builder.on(f.vertx);
      }
      Nextloop nextloop = await(builder.start());
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, events, LIMIT.multipliedBy(2)))
          .allSatisfy(
              answer -> {
                String event = answer.text().substring(0, answer.text().indexOf(' '));
                assertThat(answer.text())
                    .isEqualTo(event + " Root=" + root(Integer.parseInt(event)) + ";Sampled=1");
              });
      assertThat(host.lines).isEmpty();
      await(nextloop.stop());
    } finally {
      guard.close();
    }
  }
}
