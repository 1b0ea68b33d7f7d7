package dev.nextloop.contract;

import static dev.nextloop.contract.Events.LIMIT;
import static dev.nextloop.contract.Events.api;
import static dev.nextloop.contract.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.Replies;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.Script;
import dev.nextloop.testkit.ScriptedServer;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first connection breaks, in every way, at every step of an invocation; all further ones are
 * good. F03, F04, F05, F06, F09, F10, F36, F68.
 */
@Execution(ExecutionMode.CONCURRENT)
class BrokenStepTest {
  private static final byte[] FIRST = event(9, "first");

  /** How far the invocation comes before the connection breaks. */
  private enum Step {
    BEFORE_THE_POLL,
    AFTER_THE_POLL,
    WITHIN_THE_EVENTS_HEAD,
    AFTER_THE_EVENTS_HEAD,
    WITHIN_THE_EVENTS_BODY,
    AFTER_THE_EVENT,
    WITHIN_THE_ANSWER,
    AFTER_THE_ANSWER,
    WITHIN_THE_ACKNOWLEDGEMENT,
    AFTER_THE_ACKNOWLEDGEMENT;

    Script script() {
      Script poll = Script.script().readRequest();
      Script event = poll.send(FIRST);
      return switch (this) {
        case BEFORE_THE_POLL -> Script.script();
        case AFTER_THE_POLL -> poll;
        case WITHIN_THE_EVENTS_HEAD -> poll.send(Arrays.copyOf(FIRST, 40));
        case AFTER_THE_EVENTS_HEAD -> poll.send(withoutLast(5, FIRST));
        case WITHIN_THE_EVENTS_BODY -> poll.send(withoutLast(2, FIRST));
        case AFTER_THE_EVENT -> event;
        case WITHIN_THE_ANSWER -> event.readHead();
        case AFTER_THE_ANSWER -> event.readRequest();
        case WITHIN_THE_ACKNOWLEDGEMENT ->
            event.readRequest().send(withoutLast(3, Replies.accepted()));
        case AFTER_THE_ACKNOWLEDGEMENT -> event.readRequest().send(Replies.accepted());
      };
    }

    private static byte[] withoutLast(int missing, byte[] bytes) {
      return Arrays.copyOf(bytes, bytes.length - missing);
    }

    boolean delivers() {
      return compareTo(AFTER_THE_EVENT) >= 0;
    }

    /** Posts of the first event that the broken connection brings, and then a good one. */
    int posts() {
      return compareTo(AFTER_THE_EVENT) > 0 ? 2 : delivers() ? 1 : 0;
    }
  }

  /** How a connection ends. */
  private enum End {
    RESET,
    CLOSED,
    HALF_CLOSED;

    Script after(Script good) {
      return switch (this) {
        case RESET -> good.rst();
        case CLOSED -> good.close();
        case HALF_CLOSED -> good.fin().drain();
      };
    }
  }

  static Stream<Arguments> everyStep() {
    List<Arguments> all = new ArrayList<>();
    for (EngineUnderTest engine : EngineUnderTest.values()) {
      for (Step step : Step.values()) {
        for (End end : End.values()) {
          all.add(Arguments.of(engine, step, end));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void losesNothingAndHandlesNothingTwice(EngineUnderTest engine, Step step, End end)
      throws Exception {
    RuntimeApiScript then = api("second", "third");
    ConcurrentLinkedQueue<String> handled = new ConcurrentLinkedQueue<>();
    try (ScriptedServer server =
            ScriptedServer.playing(end.after(step.script())).otherwise(then.script()).start();
        Client client =
            Client.of(engine, server)
                .bytesHandler(
                    (event, call) -> {
                      handled.add(new String(event, StandardCharsets.UTF_8));
                      return Future.succeededFuture(event);
                    })
                .start()) {
      server.awaitRequests(post -> post.text().equals("third"), 1, LIMIT);
      assertThat(handled)
          .containsExactlyElementsOf(
              step.delivers() ? List.of("first", "second", "third") : List.of("second", "third"));
      List<RecordedRequest> posts = server.requests(RuntimeCall.RESPONSE);
      int first = posts.size() - 2;
      assertThat(Events.texts(posts.subList(first, posts.size())))
          .containsExactly("second", "third");
      assertPostsOfTheFirst(step, end, posts.subList(0, first));
      assertThat(server.requests(RuntimeCall.ERROR)).isEmpty();
      server.awaitOpenConnections(1, LIMIT);
      assertThat(client.nextloop.closed().isComplete()).isFalse();
    }
  }

  private static void assertPostsOfTheFirst(Step step, End end, List<RecordedRequest> posts) {
    assertThat(posts).allMatch(post -> RuntimeCall.requestId(post).equals(RuntimeApiScript.id(9)));
    if (step != Step.AFTER_THE_ACKNOWLEDGEMENT) {
      assertThat(posts).hasSize(step.posts());
    } else {
      // A reset may overtake the acknowledgement before it.
      assertThat(posts).hasSizeBetween(1, end == End.RESET ? 2 : 1);
    }
    for (RecordedRequest post : posts) {
      if (post.complete()) {
        assertThat(post.text()).isEqualTo("first");
      }
    }
  }
}
