import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Polls, answers with the event, polls again: what one writes without a client of any kind. */
final class JdkEcho {
  private static final String LANES = System.getenv("AWS_LAMBDA_MAX_CONCURRENCY");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String invocation =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";

  public static void main(String[] arguments) {
    JdkEcho echo = new JdkEcho();
    for (int lane = LANES == null ? 1 : Integer.parseInt(LANES); lane > 0; lane--) {
      new Thread(echo::loop).start();
    }
  }

  private void loop() {
    HttpRequest next = HttpRequest.newBuilder(URI.create(invocation + "next")).build();
    try {
      while (true) {
        HttpResponse<byte[]> event = client.send(next, BodyHandlers.ofByteArray());
        String id = event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
        HttpRequest answer =
            HttpRequest.newBuilder(URI.create(invocation + id + "/response"))
                .POST(BodyPublishers.ofByteArray(event.body()))
                .build();
        client.send(answer, BodyHandlers.discarding());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the Runtime API is gone", e);
    }
  }
}
