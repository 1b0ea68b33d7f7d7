package dev.nextloop.logging;

import dev.nextloop.Nextloop;
import dev.nextloop.codec.TextCodec;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Host;
import io.vertx.core.Future;

/** Two clients in one JVM, each with its own Runtime API; both are set up. */
public final class TwoClients {
  private TwoClients() {}

  /** Starts them. */
  public static void main(String[] handler) throws Exception {
    Host host = Host.system();
    Future<Nextloop> first = start(host, host.variable("AWS_LAMBDA_RUNTIME_API"));
    first.toCompletionStage().toCompletableFuture().get();
    start(host, host.variable("OTHER_API"));
  }

  private static Future<Nextloop> start(Host host, String api) {
    Nextloop.Builder client = Nextloop.of(host).endpoint(Endpoint.parse("API", api));
    new LoggingSetup().add(client, host);
    return client.handler(new Talking(), new TextCodec(), new TextCodec()).start();
  }
}
