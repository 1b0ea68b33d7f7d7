package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.RecordedRequest;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function that needs Vert.x, in a process of its own. */
class HandoverTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static RuntimeApiScript events(String... events) {
    return RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, events);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "socket", "web"})
  void callsAHandlerThatTakesAVertxOnItsEventLoop(String engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("1", "2", "3"));
        Child child =
            Child.of(Handlers.OnVertx.class, server.authority())
                .with("NEXTLOOP_ENGINE", engine)
                .start()) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 3, LIMIT))
          .extracting(RecordedRequest::text)
          .containsExactly("own 1", "own 2", "own 3");
    }
  }

  @Test
  void givesAVertxToAHandlerOnTheDirectEngine() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("1", "2"));
        Child child =
            Child.of(Handlers.OnVertx.class, server.authority())
                .with("NEXTLOOP_ENGINE", "direct")
                .start()) {
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT))
          .extracting(RecordedRequest::text)
          .containsExactly("other 1", "other 2");
    }
  }

  @Test
  void closesBothEnginesAndVertxWhenItIsTerminated() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("1", "2"));
        Child child = Child.of(Handlers.OnVertx.class, server.authority()).start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 2, LIMIT);
      // Signals were in place before Vert.x was started.
      child.term();
      assertThat(child.awaitExit()).isZero();
      assertThat(child.errors()).isEmpty();
    }
  }

  @Test
  void pollsBeforeVertxIsLoaded() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("1"));
        Child child =
            Child.of(Handlers.OnVertx.class, server.authority())
                .jvm("-Xlog:class+load:stdout:tags")
                .start()) {
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      child.close();
      List<String> loaded = child.out().lines().toList();
      assertThat(indexOf(loaded, "dev.nextloop.internal.loop.Loop$FirstPolls "))
          .isLessThan(indexOf(loaded, "io.vertx.core.impl.VertxImpl "));
    }
  }

  private static int indexOf(List<String> lines, String name) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(name)) {
        return i;
      }
    }
    throw new AssertionError(name + "was not loaded");
  }

  @Test
  void answersTheFirstEventWithWhatItsConstructorThrewAndEndsWithCode1() throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("1", "2"));
        Child child = Child.of(Handlers.BrokenOnVertx.class, server.authority()).start()) {
      assertThat(child.awaitExit()).isEqualTo(1);
      assertThat(child.lastLine())
          .startsWith("nextloop: fatal 1 ")
          .contains("no table in VertxImpl");
      assertThat(server.requests(RuntimeCall.ERROR)).hasSize(1);
      assertThat(server.requests(RuntimeCall.ERROR).get(0).text()).contains("no table in");
      assertThat(server.requests(RuntimeCall.INIT_ERROR)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "web", "direct"})
  void buildsItsVertxAsASetupSays(String engine) throws Exception {
    try (ScriptedServer server = ScriptedServer.serving(events("1"));
        Child child =
            Child.of(Handlers.OnVertx.class, server.authority())
                .with("NEXTLOOP_ENGINE", engine)
                .with("NEXTLOOP_SETUP", Additions.class.getName() + "$Traced")
                .start()) {
      child.awaitLine("built with a tracer");
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
    }
  }
}
