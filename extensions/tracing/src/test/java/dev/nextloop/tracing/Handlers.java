package dev.nextloop.tracing;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;

/** What {@code _HANDLER} may name. */
public final class Handlers {
  private Handlers() {}

  /** Calls the URL that the event is. */
  public static final class Calling implements EventHandler<String, String> {
    private final WebClient client;

    /** Called by the launcher. */
    public Calling(Vertx vertx) {
      client = WebClient.create(vertx);
    }

    @Override
    public Future<String> handle(String url, Invocation invocation) {
      return client.getAbs(url).send().map(response -> response.bodyAsString());
    }
  }

  /** Tells the system property. */
  public static final class Telling implements EventHandler<String, String> {
    /** Called by the launcher. */
    public Telling() {}

    @Override
    public Future<String> handle(String event, Invocation invocation) {
      return Future.succeededFuture("" + System.getProperty("com.amazonaws.xray.traceHeader"));
    }
  }
}
