package dev.nextloop.crac;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.core.JsonFactory;
import dev.nextloop.awscore.AwsHandlerProvider;
import dev.nextloop.launch.Main;
import dev.nextloop.testkit.RuntimeApiScript;
import dev.nextloop.testkit.RuntimeCall;
import dev.nextloop.testkit.ScriptedServer;
import io.netty.util.concurrent.FutureListener;
import io.vertx.core.Future;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A handler of AWS's interfaces that brings its own {@code org.crac}, as with the drop-in layer.
 */
class IsolatedFunctionTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String COUNTER =
      """
      package shop;

      import com.amazonaws.services.lambda.runtime.*;
      import java.util.Map;
      import org.crac.*;

      public final class Counter
          implements RequestHandler<Map<String, Object>, Integer>, org.crac.Resource {
        private int events;

        public Counter() {
          Core.getGlobalContext().register(this);
        }

        public Integer handleRequest(
            Map<String, Object> event, com.amazonaws.services.lambda.runtime.Context context) {
          ClientContext client = context.getClientContext();
          say("event " + event.get("n") + (client == null ? "" : " " + client.getCustom())
              + " " + context.getAwsRequestId().substring(0, 9));
          return ++events;
        }

        public void beforeCheckpoint(org.crac.Context<? extends org.crac.Resource> context) {
          say("before");
        }

        public void afterRestore(org.crac.Context<? extends org.crac.Resource> context) {
          say("after");
        }

        private static void say(String what) {
          ClassLoader classes = Thread.currentThread().getContextClassLoader();
          System.out.println("told: " + what + (classes == Counter.class.getClassLoader()));
        }
      }
      """;

  @TempDir Path task;

  private static Path home(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static String classPath(Class<?>... types) {
    return Stream.of(types)
        .map(type -> home(type).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void compile() throws Exception {
    Path source = Files.writeString(task.resolve("Counter.java"), COUNTER);
    Path crac = home(org.crac.Core.class);
    Files.createDirectories(task.resolve("lib"));
    Files.copy(crac, task.resolve("lib").resolve(crac.getFileName()));
    String seen = classPath(org.crac.Core.class, RequestHandler.class);
    String[] command = {"-proc:none", "-d", "" + task, "-cp", seen, "" + source};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, command)).isZero();
  }

  @Test
  void isPrimedAndToldWithItsOwnClassLoader() throws Exception {
    compile();
    Files.writeString(task.resolve("sample.json"), "{\"n\":7}");
    String ours =
        classPath(
            RequestHandler.class,
            PojoSerializer.class,
            Main.class,
            AwsHandlerProvider.class,
            Core.class,
            Future.class,
            FutureListener.class,
            JsonFactory.class);
    RuntimeApiScript api =
        RuntimeApiScript.serving(System.currentTimeMillis() + 60_000, "{\"n\":1}");
    try (ScriptedServer server = ScriptedServer.serving(api);
        FunctionProcess function =
            FunctionProcess.onClassPath(
                ours,
                "shop.Counter::handleRequest",
                server,
                task,
                Map.of(
                    "NEXTLOOP_PRIME", "sample.json", "AWS_EXECUTION_ENV", "AWS_Lambda_java17"))) {
      // The sample has counted: its memory is the copies'.
      assertThat(server.awaitRequests(RuntimeCall.RESPONSE, 1, LIMIT).get(0).text()).isEqualTo("2");
      assertThat(function.told())
          .containsExactly(
              "event 7 {nextloop-primed=true} 00000000-true",
              "beforetrue",
              "aftertrue",
              "event 1 00000000-true");
      assertThat(function.lines("nextloop:")).isEmpty();
    }
  }
}
