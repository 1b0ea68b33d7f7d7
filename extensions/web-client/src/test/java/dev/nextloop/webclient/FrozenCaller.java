package dev.nextloop.webclient;

import dev.nextloop.spi.Host;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A process to freeze: calls, says so, waits on its event loop for a line, and calls again in the
 * same turn. So the second call always comes before the loop can have seen that the connection was
 * closed; in a function, that is a matter of luck.
 */
final class FrozenCaller {
  private FrozenCaller() {}

  /** Arguments: {@code guarded} or {@code plain}, and the server's port. */
  public static void main(String[] arguments) {
    VertxOptions options = new VertxOptions().setEventLoopPoolSize(2);
    Vertx vertx = Vertx.vertx(options.setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1)));
    PoolOptions pool = new PoolOptions().setHttp1MaxSize(1);
    WebClient client =
        arguments[0].equals("guarded")
            ? FreezeGuard.of(vertx, Host.system()).webClient(new WebClientOptions(), pool)
            : WebClient.create(vertx, new WebClientOptions(), pool);
    int port = Integer.parseInt(arguments[1]);
    vertx.runOnContext(
        turn ->
            call(client, port)
                .compose(first -> frozen(first.statusCode()))
                .compose(thawed -> call(client, port))
                .onSuccess(second -> System.out.println(second.statusCode()))
                .onFailure(System.out::println)
                .eventually(vertx::close));
  }

  private static Future<HttpResponse<Buffer>> call(WebClient client, int port) {
    return client.get(port, "127.0.0.1", "/").timeout(5_000).send();
  }

  private static Future<Void> frozen(int status) {
    System.out.println(status);
    try {
      return System.in.read() < 0 ? Future.failedFuture("no more input") : Future.succeededFuture();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }
}
