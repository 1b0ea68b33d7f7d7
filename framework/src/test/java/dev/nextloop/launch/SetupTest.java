package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FakeHost;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is added to a stand-alone function by a variable. */
class SetupTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String PREFIX = Additions.class.getName() + "$";
  private static final String HANDLER = Handlers.Echo.class.getName();

  private final FakeHost host = new FakeHost().withProperty("user.dir", "/task");

  @Test
  void isAddedInTheOrderOfItsNamesAndPrintedForDebugging() throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "1");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      host.with("AWS_LAMBDA_RUNTIME_API", server.authority())
          .with("NEXTLOOP_DEBUG", "true")
          .with("NEXTLOOP_SETUP", PREFIX + "Outer, ," + PREFIX + "Inner");
      new Launch(host).run(HANDLER);
      server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT);
      host.term();
      assertThat(host.awaitExit()).isZero();
      assertThat(host.log()).hasSize(3).endsWith("outer", "inner");
      assertThat(host.log().get(0))
          .startsWith(
              "nextloop: debug: event -> "
                  + (PREFIX + "Outer (a lambda) -> ")
                  + (PREFIX + "Inner (a lambda) -> ")
                  + "dev.nextloop.codec.CodecHandler; observers: none; flushed behind answers: none")
          .contains("lanes=1");
    }
  }

  @Test
  void hearsOfTheFirstPollAndMayFailThere() throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000);
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      host.with("AWS_LAMBDA_RUNTIME_API", server.authority())
          .with("NEXTLOOP_SETUP", PREFIX + "Behind");
      new Launch(host).run(HANDLER);
      host.term();
      assertThat(host.awaitExit()).isZero();
      assertThat(host.log())
          .containsExactly(
              "started with 1 loop",
              "nextloop: setup "
                  + (PREFIX + "Behind throws when started: ")
                  + "java.lang.IllegalStateException: no more");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "no.such.Class, is not on the class path",
    "java.lang.Object, does not implement dev.nextloop.Setup",
    "dev.nextloop.launch.Additions$Private, has no public constructor",
  })
  void endsTheInitWithTheNameAndTheRemedy(String name, String why) throws Exception {
    assertThat(initError(name))
        .contains("Runtime.InvalidConfiguration", "NEXTLOOP_SETUP names '" + name + "'", why)
        .contains("correct or remove it");
  }

  @Test
  void endsTheInitWithWhatItThrows() throws Exception {
    assertThat(initError(PREFIX + "Failing")).contains("IllegalStateException", "no registry");
  }

  private String initError(String name) throws Exception {
    RuntimeApiScript api = RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "1");
    try (ScriptedServer server = ScriptedServer.serving(api)) {
      host.with("AWS_LAMBDA_RUNTIME_API", server.authority()).with("NEXTLOOP_SETUP", name);
      new Launch(host).run(HANDLER);
      assertThat(host.awaitExit()).isEqualTo(1);
      return server.awaitRequests(RuntimeCall.INIT_ERROR, 1, LIMIT).get(0).text();
    }
  }
}
