package dev.nextloop.samples.observability.show;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.samples.observability.show.Span.Outcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, with a real local Lambda and a function in a process of its own. */
class ShowTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir private Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int show(String classPath, String... words) {
    List<Path> entries = Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
    return new Main(
            home,
            entries,
            new Ink(false),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8))
        .run(List.of(words));
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(each -> (JsonObject) each).toList();
  }

  private static double sum(JsonObject shown, String metric) {
    return objects(shown.getJsonArray("metrics")).stream()
        .filter(each -> (each.getString("name") + " ").startsWith(metric + " "))
        .mapToDouble(each -> each.getDouble("sum"))
        .sum();
  }

  @Test
  void showsLogMetricsAndTraceOfTheSameInvocations() throws Exception {
    Path svg = home.resolve("drawn/by/trace.svg");

    assertThat(show(CLASS_PATH, "--json", "--svg", svg.toString())).as("%s", err).isZero();

    JsonObject shown = new JsonObject(out.toString(UTF_8));
    String traceId = shown.getString("traceId");
    assertThat(objects(shown.getJsonArray("log")))
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(line -> line.getString("traceId").equals(traceId))
        .allMatch(line -> line.getString("requestId").equals(shown.getString("requestId")))
        .extracting(line -> line.getString("message"))
        .contains("2 of lamp ordered", "lamp is not shipped");

    assertThat(sum(shown, "OrdersTaken")).isEqualTo(shown.getInteger("invocations").doubleValue());
    assertThat(sum(shown, "Invocations")).isEqualTo(shown.getInteger("invocations").doubleValue());
    assertThat(sum(shown, "Errors")).isEqualTo(shown.getInteger("failures").doubleValue());
    assertThat(sum(shown, "Coldstart")).isEqualTo(1);

    JsonObject invocation = shown.getJsonObject("trace");
    JsonObject handler = invocation.getJsonArray("children").getJsonObject(0);
    assertThat(handler.getString("outcome")).isEqualTo(Outcome.FAULT.name());
    List<JsonObject> parts = objects(handler.getJsonArray("children"));
    assertThat(parts)
        .extracting(part -> part.getString("label"))
        .containsExactlyInAnyOrder(
            "quote", "GET /prices/lamp 200", "GET /stock/lamp 200", "POST /shipments/lamp 503");
    assertThat(parts)
        .allMatch(part -> part.getLong("start") >= handler.getLong("start"))
        .allMatch(part -> part.getLong("end") <= handler.getLong("end"));
    assertThat(part(parts, "quote").getJsonObject("annotations").getString("article"))
        .isEqualTo("lamp");
    // Both are on their way at once, and the shipment only behind them.
    long price = part(parts, "GET /prices/lamp 200").getLong("end");
    JsonObject stock = part(parts, "GET /stock/lamp 200");
    assertThat(stock.getLong("start")).isLessThan(price);
    assertThat(part(parts, "POST /shipments/lamp 503").getLong("start"))
        .isGreaterThanOrEqualTo(stock.getLong("end"));

    assertThat(Files.readString(svg)).contains(traceId, "POST /shipments/lamp 503");
    assertThat(shown.getString("svg")).isEqualTo(svg.toString());
  }

  private static JsonObject part(List<JsonObject> parts, String label) {
    return parts.stream()
        .filter(part -> part.getString("label").equals(label))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void showsTheSameToReaders() {
    assertThat(show(CLASS_PATH)).as("%s", err).isZero();

    assertThat(out.toString(UTF_8))
        .contains("INFO  2 of lamp ordered", "WARN  lamp is not shipped status=503")
        .containsPattern("OrdersTaken +Count +5 +5 +1 +1\n")
        .containsPattern("quote +=+ +[0-9.]+ ms\n")
        .containsPattern("POST /shipments/lamp 503 +x+ +[0-9.]+ ms fault\n")
        .contains("Drawn in " + home.resolve("target/trace.svg"))
        .doesNotContain("\u001b");
    assertThat(home.resolve("target/trace.svg")).isRegularFile();
  }

  @Test
  void saysWhyWhenTheFunctionCannotRun() {
    assertThat(show(home.toString())).isEqualTo(1);

    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8))
        .startsWith("show: no trace 1-")
        .contains("the function answered", "dev.nextloop.launch.Main");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(show(CLASS_PATH, "--yaml")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("show: --yaml is none of --json");
    assertThat(show(CLASS_PATH, "--svg")).isEqualTo(2);
    assertThat(show(CLASS_PATH, "--help")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("Usage: show");
  }
}
