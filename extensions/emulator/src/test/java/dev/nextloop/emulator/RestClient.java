package dev.nextloop.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls operations by plain HTTP and holds each answer against AWS's model. */
final class RestClient {
  static final String FUNCTIONS = "/2015-03-31/functions";
  static final String LAYERS = "/2018-10-31/layers";
  static final String ROLE = "arn:aws:iam::123456789012:role/any";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Emulator emulator;
  private final ServiceModel model;

  RestClient(Emulator emulator, ServiceModel model) {
    this.emulator = emulator;
    this.model = model;
  }

  int port() {
    return emulator.port();
  }

  /** Sends a request and checks that the answer is one that the model allows the operation. */
  HttpAnswer call(String operation, String method, String path, Object body) {
    return call(operation, method, path, Map.of(), bytes(body));
  }

  HttpAnswer call(
      String operation, String method, String path, Map<String, String> headers, byte[] body) {
    HttpAnswer answer = raw(method, path, headers, body);
    assertThat(model.faults(operation, answer))
        .as("%s answered %d %s", operation, answer.status(), answer.text())
        .isEmpty();
    return answer;
  }

  HttpAnswer raw(String method, String path, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new HttpAnswer(
          response.statusCode(), response.headers(), Buffer.buffer(response.body()));
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpAnswer publishLayer(String name, byte[] zip) {
    return call(
        "PublishLayerVersion",
        "POST",
        LAYERS + "/" + encoded(name) + "/versions",
        Map.of(
            "Content",
            Map.of("ZipFile", zip),
            "CompatibleRuntimes",
            new String[] {"provided.al2023"}));
  }

  HttpAnswer createFunction(String name, byte[] zip) {
    return createFunction(Map.of("FunctionName", name, "Code", Map.of("ZipFile", zip)));
  }

  /** Creates a function from the members given and defaults for the required ones. */
  HttpAnswer createFunction(Map<String, ?> members) {
    return call("CreateFunction", "POST", FUNCTIONS, function(members));
  }

  static Map<String, Object> function(Map<String, ?> members) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("Role", ROLE);
    all.put("Runtime", "provided.al2023");
    all.put("Handler", "function.handler");
    all.putAll(members);
    return all;
  }

  HttpAnswer invoke(String name, String event) {
    return invoke(name, Map.of(), event.getBytes(StandardCharsets.UTF_8));
  }

  HttpAnswer invoke(String name, Map<String, String> headers, byte[] event) {
    return call("Invoke", "POST", FUNCTIONS + "/" + encoded(name) + "/invocations", headers, event);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static byte[] bytes(Object body) {
    try {
      return body == null ? new byte[0] : JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
