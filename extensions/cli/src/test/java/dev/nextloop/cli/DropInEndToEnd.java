package dev.nextloop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nextloop.cli.internal.Installation;
import dev.nextloop.cli.internal.lambda.Answer;
import dev.nextloop.cli.internal.lambda.LambdaClient;
import dev.nextloop.cli.internal.lambda.LocalLambda;
import dev.nextloop.cli.internal.lambda.NewFunction;
import dev.nextloop.cli.internal.pack.Archive;
import dev.nextloop.emulator.EmulatorOptions;
import dev.nextloop.emulator.ManagedJava;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One function on a managed runtime: without the layer, with it, and without it again. */
class DropInEndToEnd {
  private static final String HANDLER =
      """
      import com.amazonaws.services.lambda.runtime.Context;
      import java.util.List;
      import java.util.Map;

      public class Shop {
        public record Order(String article, int count) {}

        public static class Price {
          public String text;
          public List<Integer> cents;
          public String function;
        }

        public Price price(Map<String, Object> order, Context context) {
          if (order.isEmpty()) {
            throw new IllegalStateException("nothing ordered");
          }
          context.getLogger().log("priced");
          Price price = new Price();
          price.text = "\\u00e4" + order.get("article");
          price.cents = List.of(1, 2);
          price.function = context.getFunctionName();
          return price;
        }

        public static String client(String event) {
          return System.getProperty("sun.java.command");
        }
      }
      """;

  @TempDir private Path temp;
  private final Installation installation = new Installation(Checkout.top());
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void compile() throws IOException {
    ManagedFunction.compile(temp.resolve("classes"), "Shop", HANDLER);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void answersTheSameOnEitherClientAndTheVariableIsTheSwitch(int version) throws Exception {
    assumeTrue(ManagedFunction.hasJdk(version), "needs a JDK " + version);
    ManagedJava managedJava = new ManagedJava(installation.managedRuntime(), System.getenv());
    try (LocalLambda local =
        LocalLambda.start(new EmulatorOptions().port(0).log(log::add).managedJava(managedJava))) {
      LambdaClient lambda = local.client(System::nanoTime);
      String layer = lambda.publishLayer("drop-in", Archive.EMPTY.with("", installation.dropIn()));
      for (String handler : List.of("Shop::price", "Shop::client")) {
        lambda.create(function(handler, version, layer));
      }
      List<String> aws = answers(lambda);
      assumeTrue(log.stream().noneMatch(line -> line.contains("have private directories")));
      assertThat(client(lambda)).contains("AWSLambda");

      switchTo(local.endpoint(), "/opt/nextloop-wrapper");

      assertThat(answers(lambda)).isEqualTo(aws);
      assertThat(client(lambda)).as("%s", log).contains("dev.nextloop.launch.Main");

      switchTo(local.endpoint(), "");

      assertThat(answers(lambda)).isEqualTo(aws);
      assertThat(client(lambda)).contains("AWSLambda");
    }
  }

  private NewFunction function(String handler, int version, String layer) {
    return new NewFunction(
        handler.replace("::", "-"),
        "java" + version,
        handler,
        Archive.EMPTY.with("", temp.resolve("classes")),
        List.of(layer),
        Map.of(),
        60,
        512);
  }

  /** A result and an error. */
  private static List<String> answers(LambdaClient lambda) throws IOException {
    Answer result = lambda.invoke("Shop-price", bytes("{\"article\":\"\u00fc\",\"count\":3}"));
    Answer error = lambda.invoke("Shop-price", bytes("{}"));
    JsonNode document = new ObjectMapper().readTree(error.text());
    return List.of(
        result.text(),
        error.functionError().orElse(""),
        document.path("errorType").asText(),
        document.path("errorMessage").asText(),
        document.path("stackTrace").path(0).asText());
  }

  private static String client(LambdaClient lambda) {
    return lambda.invoke("Shop-client", bytes("\"\"")).text();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Sets the variable, as in the console; an empty value removes it. */
  private static void switchTo(URI endpoint, String wrapper) throws Exception {
    String variables =
        wrapper.isEmpty() ? "{}" : "{\"AWS_LAMBDA_EXEC_WRAPPER\":\"" + wrapper + "\"}";
    for (String name : List.of("Shop-price", "Shop-client")) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  endpoint.resolve("/2015-03-31/functions/" + name + "/configuration"))
              .PUT(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"Environment\":{\"Variables\":" + variables + "}}"))
              .build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }
}
