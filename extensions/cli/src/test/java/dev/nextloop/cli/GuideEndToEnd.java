package dev.nextloop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Does what a page of docs says, in its order, and sees what it promises. */
class GuideEndToEnd {
  @TempDir private Path checkout;
  private final Map<String, String> variables = Checkout.variables();
  private Server server;
  private String port;

  @AfterEach
  void cleanUp() throws IOException {
    stopServing();
    Checkout.unlink(checkout);
  }

  private void stopServing() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @Timeout(300)
  @CsvSource({"docs/getting-started.md, 8", "docs/drop-in.md, 5", "docs/migrating.md, 6"})
  void everyCommandOfThePageWorks(String page, int atLeast) throws Exception {
    lookLikeTheCheckout();
    Guide guide = Guide.read(Checkout.top().resolve(page));
    assumeTrue(!guide.needsLayers() || hasNamespaces(), "no /opt without namespaces");
    // The stand-in for the managed runtime takes the JDK that the build runs on.
    String ownJava = "java" + (Runtime.version().feature() >= 25 ? 25 : 17);
    String printed = "";
    int commands = 0;
    for (Guide.Block block : guide.blocks()) {
      String text = block.text().replace("9000", port).replace("java17", ownJava);
      if (block.file().isPresent()) {
        Path file = checkout.resolve(block.file().get());
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      } else if (block.serves()) {
        serve(text);
        commands++;
      } else if (block.isCommand()) {
        Script run = Script.run(checkout, variables, List.of("sh", "-euc", text));
        assertThat(run.exit()).as("%s%n%s%n%s", text, run.out(), run.err()).isZero();
        printed = run.out();
        commands++;
      } else if (block.language().equals("text")) {
        assertThat(printed).contains(text.lines().toList());
      }
    }
    assertThat(commands).isGreaterThanOrEqualTo(atLeast);
  }

  private boolean hasNamespaces() throws Exception {
    String some = "unshare --mount --pid --fork true";
    String asUser = "unshare --user --map-root-user --mount --pid --fork true";
    return Script.run(checkout, variables, List.of("sh", "-c", some + " || " + asUser)).exit() == 0;
  }

  private void serve(String text) throws Exception {
    stopServing();
    server =
        Server.start(
            checkout,
            variables,
            List.of("sh", "-euc", text.replace("./nextloop", "exec ./nextloop")));
  }

  private void lookLikeTheCheckout() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = Integer.toString(free.getLocalPort());
    }
    variables.put("NEXTLOOP_PORT", port);
    variables.put("NEXTLOOP_ENDPOINT", "http://127.0.0.1:" + port);
    try (Stream<Path> parts = Files.list(Checkout.top())) {
      for (Path part : parts.filter(path -> !path.endsWith("target")).toList()) {
        Files.createSymbolicLink(checkout.resolve(part.getFileName()), part);
      }
    }
  }
}
