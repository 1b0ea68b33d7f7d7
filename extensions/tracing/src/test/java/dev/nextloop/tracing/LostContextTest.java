package dev.nextloop.tracing;

import static dev.nextloop.tracing.Function.SAMPLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.EventHandler;
import dev.nextloop.NextloopOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.WebClient;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** What is said, for debugging, where a context was lost. */
class LostContextTest {
  private static final NextloopOptions DEBUG =
      NextloopOptions.defaults().withLanes(2).withDebug(true);

  private static Future<String> elsewhere(Runnable work) {
    Promise<String> done = Promise.promise();
    ForkJoinPool.commonPool()
        .execute(
            () -> {
              work.run();
              done.complete("done");
            });
    return done.future();
  }

  private static EventHandler<String, String> losing(XrayTracer tracer) {
    return (event, call) -> elsewhere(() -> tracer.begin("lost").end());
  }

  @Test
  void namesThePlaceWhereASubsegmentIsBegunOnce() throws Exception {
    try (Function function =
        new Function().options(DEBUG).start((vertx, tracer) -> losing(tracer))) {
      for (int i = 0; i < 5; i++) {
        function.traced("" + i, SAMPLED).answer();
      }
      assertThat(function.host.log).hasSize(1);
      assertThat(function.host.log.get(0))
          .startsWith(
              "nextloop: debug: the subsegment 'lost' was begun outside of any invocation, while 1"
                  + " ran, at dev.nextloop.tracing.LostContextTest.lambda$losing")
          .contains("(LostContextTest.java:", "invocation.scope().wrap");
    }
  }

  @Test
  void namesTheCallOfAWebClientWithoutWhatIsSecret() throws Exception {
    try (Backend backend = new Backend();
        Function function =
            new Function(null)
                .options(DEBUG)
                .start(
                    (vertx, tracer) -> {
                      WebClient client = WebClient.create(vertx);
                      return (event, call) -> {
                        Promise<String> done = Promise.promise();
                        ForkJoinPool.commonPool()
                            .execute(
                                () ->
                                    client
                                        .get(backend.port(), "127.0.0.1", "/stock?key=secret")
                                        .send()
                                        .map("done")
                                        .onComplete(done));
                        return done.future();
                      };
                    })) {
      function.traced("1", SAMPLED).traced("2", SAMPLED).answer();
      assertThat(backend.await().traces()).isEmpty();
      assertThat(function.host.log).hasSize(1);
      assertThat(function.host.log.get(0))
          .startsWith("nextloop: debug: GET " + backend.url("/stock") + " was begun outside of any")
          .contains(" on thread vert.x-eventloop-thread-")
          .doesNotContain("secret");
    }
  }

  @Test
  void namesThePlaceOfACallThatTheFunctionSendsItself() throws Exception {
    try (Backend backend = new Backend();
        Function function =
            new Function(null)
                .options(DEBUG)
                .start(
                    (vertx, tracer) -> {
                      Future<String> ready = Future.succeededFuture("done");
                      return (event, call) -> {
                        Promise<String> done = Promise.promise();
                        ForkJoinPool.commonPool()
                            .execute(() -> send(vertx, backend).map("done").onComplete(done));
                        return done.future().compose(sent -> ready);
                      };
                    })) {
      function.traced("1", SAMPLED).answer();
      backend.await();
      assertThat(function.host.log).hasSize(1);
      assertThat(function.host.log.get(0)).contains("at dev.nextloop.tracing.LostContextTest.");
    }
  }

  private static Future<?> send(Vertx vertx, Backend backend) {
    return vertx
        .createHttpClient()
        .request(HttpMethod.GET, backend.port(), "127.0.0.1", "/a")
        .compose(request -> request.send().compose(response -> response.body()));
  }

  @Test
  void saysNothingWhereNoInvocationRunsNorWithoutTheMode() throws Exception {
    try (Function function =
        new Function()
            .options(DEBUG)
            .start((vertx, tracer) -> (event, call) -> vertx.timer(1).map("x"))) {
      function.traced("1", SAMPLED).answer();
      function.daemon.await();
      function.tracer.begin("between");
      assertThat(function.host.log).isEmpty();
    }
    try (Function function = new Function().start((vertx, tracer) -> losing(tracer))) {
      function.traced("1", SAMPLED).answer();
      assertThat(function.host.log).isEmpty();
    }
  }
}
