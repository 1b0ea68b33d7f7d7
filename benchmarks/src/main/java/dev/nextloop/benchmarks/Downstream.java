package dev.nextloop.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** The service that realistic functions call three times, by the JDK's client. */
public final class Downstream {
  /** Calls for one event. */
  static final int CALLS = 3;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;

  /**
   * The service.
   *
   * @param address host and port
   */
  public Downstream(String address) {
    request = HttpRequest.newBuilder(URI.create("http://" + address + "/")).build();
  }

  /**
   * Calls one after the other, waiting for each.
   *
   * @throws IOException when one fails
   * @throws InterruptedException when the thread is interrupted
   */
  public void callInTurn() throws IOException, InterruptedException {
    for (int call = 0; call < CALLS; call++) {
      check(client.send(request, BodyHandlers.ofByteArray()));
    }
  }

  /**
   * All calls at once.
   *
   * @return completes when the last one is answered
   */
  public CompletableFuture<Void> callAtOnce() {
    CompletableFuture<?>[] calls = new CompletableFuture<?>[CALLS];
    for (int call = 0; call < CALLS; call++) {
      calls[call] =
          client.sendAsync(request, BodyHandlers.ofByteArray()).thenAccept(Downstream::check);
    }
    return CompletableFuture.allOf(calls);
  }

  private static void check(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException("downstream answered " + response.statusCode());
    }
  }
}
