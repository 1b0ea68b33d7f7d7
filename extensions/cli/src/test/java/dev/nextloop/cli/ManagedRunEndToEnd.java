package dev.nextloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handler of AWS's Java client, served on the stand-in for AWS's runtime. */
class ManagedRunEndToEnd {
  private static final String HANDLER =
      """
      import com.amazonaws.services.lambda.runtime.Context;

      public class Greeter {
        public String greet(String name, Context context) {
          return System.getenv("AWS_EXECUTION_ENV") + " greets " + name;
        }
      }
      """;

  @TempDir private Path temp;

  @Test
  void servesAnUnchangedFunctionOnAwssClient() throws Exception {
    ManagedFunction.compile(temp.resolve("classes"), "Greeter", HANDLER);
    FakeMachine server =
        new FakeMachine(temp, Map.of("JAVA_HOME", System.getProperty("java.home")));
    String runtime = "java" + (Runtime.version().feature() >= 25 ? 25 : 17);
    CompletableFuture<Integer> exit =
        CompletableFuture.supplyAsync(
            () ->
                server.run(
                    "run",
                    "Greeter",
                    "--handler",
                    "Greeter::greet",
                    "--class-path",
                    "classes",
                    "--runtime",
                    runtime,
                    "--port",
                    "0"));
    try {
      Await.until("the address", () -> exit.isDone() || server.printed().contains("/invocations"));
      Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:\\d+").matcher(server.printed());
      assertThat(address.find()).as(server.said()).isTrue();
      FakeMachine machine = new FakeMachine(temp, Map.of()).input("\"you\"");

      int invoked =
          machine.run("invoke", "function", "--endpoint", address.group(), "--payload", "-");

      assertThat(invoked).as(machine.said() + server.said()).isZero();
      assertThat(machine.printed()).startsWith("\"AWS_Lambda_" + runtime + " greets you\"");
      assertThat(server.said())
          .contains(runtime + " is stood in for by AWS's client on the JDK in");
    } finally {
      server.end();
      assertThat(exit.get(30, TimeUnit.SECONDS)).isZero();
    }
  }
}
