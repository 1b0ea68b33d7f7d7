package dev.nextloop.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.List;

/** A realistic function: three calls at once, as futures, behind three middleware; JSON. */
public final class CallsAtOnce implements EventHandler<JsonNode, JsonNode> {
  private static final int MOST_CONNECTIONS = 256;

  private final HttpClient client;
  private final EventHandler<JsonNode, JsonNode> layered = Layers.around(this::call);

  /**
   * For the launcher.
   *
   * @param vertx makes the calls
   */
  public CallsAtOnce(Vertx vertx) {
    String[] address = System.getenv("DOWNSTREAM").split(":", 2);
    HttpClientOptions options =
        new HttpClientOptions()
            .setDefaultHost(address[0])
            .setDefaultPort(Integer.parseInt(address[1]));
    client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
  }

  @Override
  public Future<JsonNode> handle(JsonNode event, Invocation invocation) throws Exception {
    return layered.handle(event, invocation);
  }

  private Future<JsonNode> call(JsonNode event, Invocation invocation) {
    return Future.all(List.of(call(), call(), call())).map(event);
  }

  private Future<Void> call() {
    return client
        .request(HttpMethod.GET, "/")
        .compose(request -> request.send())
        .compose(
            response ->
                response.statusCode() == 200
                    ? response.body()
                    : Future.failedFuture("downstream answered " + response.statusCode()))
        .mapEmpty();
  }
}
