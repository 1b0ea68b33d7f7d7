package dev.nextloop.tracing;

import static dev.nextloop.tracing.Function.PARENT;
import static dev.nextloop.tracing.Function.ROOT;
import static dev.nextloop.tracing.Function.SAMPLED;
import static dev.nextloop.tracing.Function.UNSAMPLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Propagation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The subsegment of a handler. */
class XrayMiddlewareTest {

  private static Function echo(Function function) throws Exception {
    return function.start(
        (vertx, tracer) -> (event, call) -> vertx.timer(1).map(any -> "echo " + event));
  }

  @Test
  void isNamedAndAnnotatedAsPowertoolsDoes() throws Exception {
    Function function = new Function();
    function.host.with("POWERTOOLS_SERVICE_NAME", "orders");
    try (function) {
      echo(function).traced("1", SAMPLED).answer();
      JsonNode first = function.daemon.await();
      assertThat(first.path("name").asText()).isEqualTo("## handler");
      assertThat(first.path("type").asText()).isEqualTo("subsegment");
      assertThat(first.path("trace_id").asText()).isEqualTo(ROOT);
      assertThat(first.path("parent_id").asText()).isEqualTo(PARENT);
      assertThat(first.path("annotations"))
          .hasToString("{\"ColdStart\":true,\"Service\":\"orders\"}");
      function.traced("2", SAMPLED).answer();
      assertThat(function.daemon.await().at("/annotations/ColdStart").asBoolean()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "on-demand, true",
    "provisioned-concurrency, false",
    "snap-start, false",
    "lambda-managed-instances, false",
  })
  void isAColdStartWhereTheFirstInvocationHadToWaitForTheInit(String type, boolean cold) {
    FakeHost host = new FakeHost().with("AWS_LAMBDA_INITIALIZATION_TYPE", type);
    assertThat(FunctionLabels.from(host).coldStart()).isEqualTo(cold);
  }

  @Test
  void mayBeCalledOtherwise() {
    FakeHost host = new FakeHost().with("NEXTLOOP_TRACING_NAME", "## handleRequest");
    host.with("AWS_LAMBDA_FUNCTION_NAME", "shop");
    assertThat(FunctionLabels.from(host))
        .isEqualTo(new FunctionLabels("## handleRequest", "shop", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b", "line\nend", "?"})
  void refusesANameThatXrayWouldChange(String name) {
    FakeHost host = new FakeHost().with("NEXTLOOP_TRACING_NAME", name);
    assertThatThrownBy(() -> new TracingSetup().add(dev.nextloop.Nextloop.of(host), host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("NEXTLOOP_TRACING_NAME is '")
        .hasMessageNotContaining("\n");
  }

  @Test
  void isTheParentOfWhatTheHandlerBegins() throws Exception {
    try (Function function =
        new Function()
            .start(
                (vertx, tracer) ->
                    (event, call) -> {
                      Subsegment load = tracer.begin("load");
                      Subsegment.of(call).annotate("order", event);
                      return vertx
                          .timer(1)
                          .compose(any -> call.blocking(() -> tracer.begin("compute")))
                          .map(
                              compute -> {
                                compute.end();
                                load.end();
                                return "done";
                              });
                    })) {
      function.traced("7", SAMPLED).answer();
      JsonNode handler = function.daemon.await();
      assertThat(handler.at("/annotations/order").asText()).isEqualTo("7");
      assertThat(handler.path("subsegments"))
          .extracting(part -> part.path("name").asText())
          .containsExactly("compute", "load");
    }
  }

  @Test
  void failsWithItsHandler() throws Exception {
    try (Function function =
        new Function()
            .start(
                (vertx, tracer) ->
                    (event, call) -> {
                      throw new IllegalStateException("no stock");
                    })) {
      function.traced("1", SAMPLED).error();
      JsonNode handler = function.daemon.await();
      assertThat(handler.path("fault").asBoolean()).isTrue();
      assertThat(handler.at("/cause/exceptions/0/message").asText()).isEqualTo("no stock");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {UNSAMPLED, "Root=" + ROOT + ";Sampled=1", "Root=" + ROOT + ";Parent=" + PARENT})
  void isNotRecordedWithoutAParentOrADecision(String trace) throws Exception {
    List<Object> seen = new ArrayList<>();
    try (Function function =
        new Function()
            .start(
                (vertx, tracer) ->
                    (event, call) -> {
                      seen.add(call.attribute(Propagation.KEY));
                      seen.add(Subsegment.of(call).isRecorded());
                      Subsegment part = Subsegment.of(call).child("part").call("GET", "http://a/");
                      part.metadata("m", "k", "v").fail(new Exception()).error().throttle();
                      part.fault().status(500).annotate("key", "v").annotate("n", 1);
                      part.annotate("b", true).end();
                      part.inject((name, value) -> seen.add(value));
                      return Future.succeededFuture("done");
                    })) {
      function.traced("1", trace).answer();
      assertThat(seen).containsExactly(null, false, trace);
      assertThat(function.daemon.rest()).isEmpty();
    }
  }

  @Test
  void isReportedBeforeTheDeadlineAndEndsWithIt() throws Exception {
    Promise<String> never = Promise.promise();
    NextloopOptions options =
        NextloopOptions.defaults()
            .withLanes(2)
            .withExpiryNotice(Duration.ofMillis(400))
            .withDeadlineMargin(Duration.ofMillis(100));
    try (Function function =
        new Function().options(options).start((vertx, tracer) -> (event, call) -> never.future())) {
      function.offer(System.currentTimeMillis() + 900, "1", "Lambda-Runtime-Trace-Id: " + SAMPLED);
      List<JsonNode> documents = function.daemon.await(2);
      assertThat(documents.get(0).path("in_progress").asBoolean()).isTrue();
      assertThat(documents.get(0).has("end_time")).isFalse();
      assertThat(documents.get(1).path("id")).isEqualTo(documents.get(0).path("id"));
      assertThat(documents.get(1).has("in_progress")).isFalse();
      assertThat(documents.get(1).path("fault").asBoolean()).isTrue();
      assertThat(documents.get(1).at("/cause/exceptions/0/message").asText())
          .isEqualTo("no result before the deadline");
      function.error();
      never.complete("late");
      assertThat(function.daemon.rest()).isEmpty();
    }
  }
}
