package dev.nextloop.powertools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service of AWS's JSON protocol on loopback; keeps what it was asked. */
final class JsonService implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Operations operations;
  private final HttpServer server;

  /** Answers an action, for instance {@code PutItem}. Called by one thread at a time. */
  interface Operations {
    Reply answer(String action, JsonNode input);
  }

  /** An answer; 400 with a {@code __type} is an error. */
  record Reply(int status, JsonNode body) {}

  JsonService(Operations operations) {
    this.operations = operations;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What {@code AWS_ENDPOINT_URL_...} is set to. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Each call so far: the action and its input, as {@link Printed} writes them. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String action = target.substring(target.indexOf('.') + 1);
      JsonNode input = JSON.readTree(exchange.getRequestBody().readAllBytes());
      Reply reply = answer(action, input);
      byte[] body = JSON.writeValueAsBytes(reply.body());
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized Reply answer(String action, JsonNode input) throws IOException {
    calls.add(action + " " + Printed.json(input.deepCopy()));
    return operations.answer(action, input);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
