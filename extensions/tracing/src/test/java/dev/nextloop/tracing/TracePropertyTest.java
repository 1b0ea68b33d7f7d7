package dev.nextloop.tracing;

import static dev.nextloop.tracing.Function.ROOT;
import static dev.nextloop.tracing.Function.SAMPLED;
import static dev.nextloop.tracing.Function.UNSAMPLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.NextloopOptions;
import dev.nextloop.tracing.Backend.Call;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** How libraries find a trace that are handed none: the system property, and AWS's own SDK. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class TracePropertyTest {
  private static final String PROPERTY = "com.amazonaws.xray.traceHeader";
  private static final NextloopOptions ALONE = NextloopOptions.defaults().withLanes(1);
  private static final NextloopOptions MANY = NextloopOptions.defaults().withLanes(16);

  private static SqsAsyncClient sqs(Backend backend, ExecutionInterceptor... interceptors) {
    return SqsAsyncClient.builder()
        .endpointOverride(URI.create(backend.url("")))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
        .overrideConfiguration(
            all -> {
              all.retryStrategy(retry -> retry.maxAttempts(1));
              for (ExecutionInterceptor interceptor : interceptors) {
                all.addExecutionInterceptor(interceptor);
              }
            })
        .build();
  }

  /** Sends a message; what the service answers is of no interest. */
  private static Future<String> send(Vertx vertx, SqsAsyncClient sqs, String queue) {
    SendMessageRequest message =
        SendMessageRequest.builder().queueUrl("http://127.0.0.1/" + queue).messageBody("b").build();
    return Future.fromCompletionStage(sqs.sendMessage(message), vertx.getOrCreateContext())
        .transform(any -> Future.succeededFuture(queue));
  }

  private static Function property(Function function) throws Exception {
    return function.start(
        (vertx, tracer) ->
            (event, call) -> Future.succeededFuture("" + System.getProperty(PROPERTY)));
  }

  @Test
  void isSetForEachInvocationAndClearedWhereItHasNoTrace() throws Exception {
    try (Function function = property(new Function(null).options(ALONE))) {
      assertThat(function.traced("1", SAMPLED).answer()).isEqualTo(SAMPLED);
      assertThat(function.traced("2", UNSAMPLED).answer()).isEqualTo(UNSAMPLED);
      assertThat(function.offer("3").answer()).isEqualTo("null");
      assertThat(function.traced("4", SAMPLED).answer()).isEqualTo(SAMPLED);
      assertThat(function.traced("5", "Root=1-bad").answer()).isEqualTo("null");
    } finally {
      System.clearProperty(PROPERTY);
    }
  }

  @Test
  void hasTheHandlersSubsegmentAsParentWhereThatIsRecorded() throws Exception {
    try (Function function = property(new Function().options(ALONE))) {
      String seen = function.traced("1", SAMPLED).answer();
      String id = function.daemon.await().path("id").asText();
      assertThat(seen).isEqualTo("Root=" + ROOT + ";Parent=" + id + ";Sampled=1");
    } finally {
      System.clearProperty(PROPERTY);
    }
  }

  @Test
  void isNotTouchedWhereSeveralInvocationsMayRun() throws Exception {
    System.setProperty(PROPERTY, "other's");
    try (Function function = property(new Function().options(MANY))) {
      assertThat(function.traced("1", SAMPLED).answer()).isEqualTo("other's");
      assertThat(function.offer("2").answer()).isEqualTo("other's");
    } finally {
      System.clearProperty(PROPERTY);
    }
  }

  @Test
  void isWhatAwsSdkSendsByItself() throws Exception {
    try (Backend backend = new Backend();
        SqsAsyncClient sqs = sqs(backend);
        Function function =
            new Function(null)
                .options(ALONE)
                .start((vertx, tracer) -> (event, call) -> send(vertx, sqs, event))) {
      function.traced("1", SAMPLED).answer();
      assertThat(backend.await().trace()).isEqualTo(SAMPLED);
      function.offer("2").answer();
      assertThat(backend.await().traces()).isEmpty();
    } finally {
      System.clearProperty(PROPERTY);
    }
  }

  @Test
  void isReplacedByTheInterceptorWhereSeveralInvocationsRun() throws Exception {
    try (Backend backend = new Backend();
        Interceptable sqs = new Interceptable(backend);
        Function function =
            new Function(null)
                .options(MANY)
                .start(
                    (vertx, tracer) -> {
                      sqs.with(XrayInterceptor.of(tracer));
                      return (event, call) ->
                          // From the loop, and from workers.
                          Integer.parseInt(event) % 2 == 0
                              ? send(vertx, sqs.client, event)
                              : call.blocking(() -> send(vertx, sqs.client, event))
                                  .compose(sent -> sent);
                    })) {
      Set<String> expected = new HashSet<>();
      for (int i = 0; i < 64; i++) {
        String root = "1-581cf771-%024x".formatted(i);
        expected.add("Root=" + root + ";Parent=70de5b6f19ff9a0a;Sampled=1");
        function.traced("" + i, "Root=" + root + ";Parent=70de5b6f19ff9a0a;Sampled=1");
      }
      function.answer();
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 64; i++) {
        seen.add(backend.await().trace());
      }
      assertThat(seen).isEqualTo(expected);
    }
  }

  @Test
  void givesWayToTheHandlersSubsegmentInTheInterceptor() throws Exception {
    try (Backend backend = new Backend();
        Interceptable sqs = new Interceptable(backend);
        Function function =
            new Function()
                .options(MANY)
                .start(
                    (vertx, tracer) -> {
                      sqs.with(XrayInterceptor.of(tracer));
                      return (event, call) -> send(vertx, sqs.client, event);
                    })) {
      function.traced("1", SAMPLED).answer();
      Call carried = backend.await();
      String id = function.daemon.await().path("id").asText();
      assertThat(carried.trace()).isEqualTo("Root=" + ROOT + ";Parent=" + id + ";Sampled=1");
      // Without an invocation there is nothing to carry.
      Backend.await(send(function.vertx, sqs.client, "none"));
      assertThat(backend.await().traces()).isEmpty();
    }
  }

  /** A client that is made when the tracer is there. */
  private static final class Interceptable implements AutoCloseable {
    private final Backend backend;
    private SqsAsyncClient client;

    Interceptable(Backend backend) {
      this.backend = backend;
    }

    void with(ExecutionInterceptor interceptor) {
      client = sqs(backend, interceptor);
    }

    @Override
    public void close() {
      Optional.ofNullable(client).ifPresent(SqsAsyncClient::close);
    }
  }
}
