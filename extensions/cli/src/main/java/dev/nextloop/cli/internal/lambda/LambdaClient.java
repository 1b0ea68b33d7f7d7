package dev.nextloop.cli.internal.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.Exit;
import dev.nextloop.cli.internal.pack.Archive;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Speaks AWS's REST interface of Lambda, unsigned, to a local endpoint. Blocks; for a command's own
 * thread.
 */
public final class LambdaClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than any invocation may take (900 s), so that only a dead emulator hits it. */
  private static final Duration PATIENCE = Duration.ofSeconds(930);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI endpoint;
  private final LongSupplier ticks;

  /**
   * A client of one endpoint.
   *
   * @param endpoint scheme, host and port
   * @param ticks monotonic nanoseconds, to time the invocations
   */
  public LambdaClient(URI endpoint, LongSupplier ticks) {
    this.endpoint = endpoint;
    this.ticks = ticks;
  }

  /**
   * PublishLayerVersion.
   *
   * @return the ARN of the new version
   */
  public String publishLayer(String name, Archive content) {
    ObjectNode request = JSON.createObjectNode();
    request.putObject("Content").put("ZipFile", content.bytes());
    request.putArray("CompatibleRuntimes").add("provided.al2023");
    return call("POST", "/2018-10-31/layers/" + name + "/versions", request)
        .path("LayerVersionArn")
        .asText();
  }

  /** CreateFunction; returns the configuration. */
  public JsonNode create(NewFunction function) {
    return call("POST", "/2015-03-31/functions", function.json());
  }

  /** UpdateFunctionCode; returns the configuration. */
  public JsonNode updateCode(String name, Archive code) {
    return call(
        "PUT",
        "/2015-03-31/functions/" + encoded(name) + "/code",
        JSON.createObjectNode().put("ZipFile", code.bytes()));
  }

  /**
   * Invoke, and wait for the answer with the end of the log.
   *
   * @throws CommandFailure when there is no answer, or one that is no result of a function
   */
  public Answer invoke(String name, byte[] event) {
    HttpRequest request =
        request("/2015-03-31/functions/" + encoded(name) + "/invocations")
            .header("Content-Type", "application/json")
            .header("X-Amz-Log-Type", "Tail")
            .POST(BodyPublishers.ofByteArray(event))
            .build();
    long start = ticks.getAsLong();
    HttpResponse<byte[]> response = send(request);
    Duration took = Duration.ofNanos(ticks.getAsLong() - start);
    if (response.statusCode() != 200) {
      throw refused("Invoke of " + name, response);
    }
    Map<String, List<String>> headers = response.headers().map();
    byte[] log =
        Base64.getDecoder().decode(response.headers().firstValue("x-amz-log-result").orElse(""));
    return new Answer(
        response.statusCode(),
        headers,
        Buffer.buffer(response.body()),
        new String(log, StandardCharsets.UTF_8),
        took);
  }

  private JsonNode call(String method, String path, ObjectNode body) {
    HttpResponse<byte[]> response =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString()))
                .build());
    if (response.statusCode() / 100 != 2) {
      throw refused(method + " " + path, response);
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw refused(method + " " + path, response);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(endpoint.resolve(path)).timeout(PATIENCE);
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.UNREACHABLE,
          "no emulator answers at " + endpoint + "; start one with ./nextloop serve",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(Exit.UNREACHABLE, "interrupted while waiting for an answer", e);
    }
  }

  private static CommandFailure refused(String what, HttpResponse<byte[]> response) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    String kind = response.headers().firstValue("x-amzn-errortype").orElse("no error type");
    return new CommandFailure(
        Exit.UNREACHABLE,
        "%s was answered with status %d (%s): %s"
            .formatted(
                what,
                response.statusCode(),
                kind,
                body.length() > 500 ? body.substring(0, 500) + "..." : body));
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }
}
