package dev.nextloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.cli.internal.lambda.LambdaClient;
import dev.nextloop.cli.internal.lambda.NewFunction;
import dev.nextloop.cli.internal.pack.Archive;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ./nextloop serve in a process of its own. */
class ServeEndToEnd {
  @TempDir private Path temp;

  private Server serve() throws Exception {
    return Server.start(
        temp,
        Checkout.variables(),
        List.of(
            Checkout.top().resolve("nextloop").toString(),
            "serve",
            "--port",
            "0",
            "--state",
            temp.resolve("state").toString()));
  }

  @Test
  void keepsItsFunctionsWithAStateDirectoryAndEndsOnSigterm() throws Exception {
    Path code = Files.writeString(temp.resolve("function.sh"), "handler() { echo kept; }\n");
    Server first = serve();
    LambdaClient before = new LambdaClient(URI.create(first.endpoint()), System::nanoTime);
    JsonNode created =
        before.create(
            new NewFunction(
                "f",
                "function.handler",
                Archive.EMPTY.with("function.sh", code),
                List.of(
                    before.publishLayer(
                        "runtime",
                        Archive.EMPTY.with(
                            "", Checkout.top().resolve("extensions/layer/target/layer")))),
                Map.of("NEXTLOOP_JAVA", System.getProperty("java.home") + "/bin/java")));
    assertThat(created.path("FunctionName").asText()).isEqualTo("f");
    assertThat(first.stop()).isEqualTo(143);

    try (Server second = serve()) {
      assertThat(
              new LambdaClient(URI.create(second.endpoint()), System::nanoTime)
                  .invoke("f", "{}".getBytes(StandardCharsets.UTF_8))
                  .text())
          .startsWith("kept");
    }
  }

  @Test
  void printsHowToReachItInEveryLanguage() {
    FakeMachine machine = new FakeMachine(temp, Map.of());
    Thread command = new Thread(() -> machine.run("serve", "--port", "0"));
    command.start();
    Await.until("the snippets", () -> machine.printed().contains("/invocations"));
    machine.end();

    assertThat(machine.printed())
        .contains("endpointOverride", "endpoint_url", "--endpoint-url", "AWS_ENDPOINT_URL_LAMBDA")
        .containsPattern("curl http://127\\.0\\.0\\.1:\\d+/2015-03-31/functions");
  }

  @Test
  void saysThatAPortIsInUse() throws Exception {
    FakeMachine machine = new FakeMachine(temp, Map.of());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(machine.run("serve", "--port", Integer.toString(taken.getLocalPort())))
          .isEqualTo(4);
      assertThat(machine.said())
          .contains("port " + taken.getLocalPort() + " on 127.0.0.1 is in use");
    }
  }
}
