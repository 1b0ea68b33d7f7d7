package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 200 MB pass through a process that has memory for a tenth of it, read slowly at first. */
class StreamMemoryTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  static Stream<Arguments> handlers() {
    return Stream.of("direct", "socket")
        .flatMap(
            engine ->
                Stream.of(
                        StreamHandlers.ToSink.class,
                        StreamHandlers.ToWriteStream.class,
                        StreamHandlers.ToOutputStream.class)
                    .map(handler -> Arguments.of(engine, handler)));
  }

  private static RuntimeApiScript api(int event) {
    byte[] bytes = Replies.event(RuntimeApiScript.id(event), 0, Replies.text("{}"));
    return RuntimeApiScript.serving(0).offer(bytes);
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void streamsMoreThanItsMemoryHolds(String engine, Class<?> handler) throws Exception {
    Script reading = Script.script().readHead();
    for (int i = 0; i < 20; i++) {
      reading = reading.pause(Duration.ofMillis(50)).readChunk();
    }
    Script slow = reading.skipBody().send(Replies.accepted());
    try (ScriptedServer server =
            ScriptedServer.playing(api(1).script(), slow)
                .otherwise(RuntimeApiScript.serving(0).script())
                .start();
        Child child =
            Child.of(handler, server.authority())
                .with("NEXTLOOP_ENGINE", engine)
                .jvm(
                    "-Xmx24m", "-XX:MaxDirectMemorySize=12m", "-Dio.netty.maxDirectMemory=12000000")
                .start()) {
      List<RecordedRequest> posts =
          server.awaitRequests(post -> post.method().equals("POST") && post.complete(), 1, LIMIT);
      assertThat(posts.get(0).bodyLength()).isEqualTo(StreamHandlers.SIZE);
      assertThat(posts.get(0).trailers().first("Lambda-Runtime-Function-Error-Type")).isEmpty();
      server.awaitRequests(RuntimeCall.NEXT, 2, LIMIT);
      child.term();
      assertThat(child.awaitExit()).isZero();
    }
  }
}
