package dev.nextloop.emulator.internal.rest;

import dev.nextloop.emulator.EmulatorOptions;
import dev.nextloop.emulator.internal.invoke.EventQueue;
import dev.nextloop.emulator.internal.invoke.Execution;
import dev.nextloop.emulator.internal.invoke.Runners;
import dev.nextloop.emulator.internal.state.Store;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * The emulator on its event loop: opens the state, puts the parts together, listens, and closes all
 * of it in the opposite order.
 */
public final class RestServer extends VerticleBase {
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final int GOODBYE_MILLIS = 500;

  private final EmulatorOptions options;
  private final Execution.Factory factory;
  private HttpServer server;
  private Changes changes;
  private Execution execution;
  private Runners runners;
  private EventQueue queue;

  /**
   * Not started yet.
   *
   * @param options nobody changes them any more
   * @param factory makes the execution side
   */
  public RestServer(EmulatorOptions options, Execution.Factory factory) {
    this.options = options;
    this.factory = factory;
  }

  @Override
  public Future<?> start() {
    return context
        .executeBlocking(
            () ->
                options.stateDirectory() == null
                    ? Store.temporary(options.log())
                    : Store.open(options.stateDirectory(), options.log()))
        .compose(
            store -> {
              changes = new Changes(context, store, options.log());
              return listen(store)
                  .recover(
                      failure ->
                          execution
                              .close()
                              .get()
                              .eventually(changes::close)
                              .transform(closed -> Future.failedFuture(failure)));
            });
  }

  /** The port that the server listens on, once started. */
  public int port() {
    return server.actualPort();
  }

  /** Where the server is, once started. */
  public String endpoint() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return "http://" + host + ":" + port();
  }

  /** Ends every execution environment; the next invocations start anew. */
  public Future<Void> recycle() {
    return Future.future(
        promise -> context.runOnContext(go -> runners.retireAll().onComplete(promise)));
  }

  private Future<HttpServer> listen(Store store) {
    SlowClients slowClients = new SlowClients(vertx, options.clientTimeout().toMillis());
    server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(LONGEST_HEAD));
    slowClients.watch(server);
    return server.requestHandler(router(store, slowClients)).listen();
  }

  private Router router(Store store, SlowClients slowClients) {
    Arns arns = new Arns(options.region(), options.account());
    Shapes shapes = new Shapes(arns, this::endpoint);
    FunctionLookup lookup = new FunctionLookup(store, arns);
    SettingsReader settings =
        new SettingsReader(
            arns,
            options.managedJava() == null ? Vocabulary.OS_ONLY : Vocabulary.WITH_MANAGED_JAVA);
    InvokeTargets targets = new InvokeTargets(store, arns, options.localFunction());
    execution = factory.create(vertx, store.scratch());
    runners = new Runners(execution.launcher());
    queue = new EventQueue(vertx, runners, targets::find, options.retryDelays(), options.log());

    Router router = Router.router(vertx);
    Responder responder = new Responder(options.log());
    Routes routes =
        new Routes(router, new BodyReader(vertx, options.clientTimeout().toMillis()), responder);
    BrowserGuard guard = new BrowserGuard(options.host());
    router
        .route()
        .handler(
            context -> {
              slowClients.accept(context);
              guard.check(context.request());
              context.next();
            })
        .failureHandler(context -> responder.fail(context, cause(context)));
    new LayerOperations(store, changes, arns, shapes, options.clock()).mount(routes);
    new FunctionOperations(store, changes, lookup, settings, shapes, runners, options.clock())
        .mount(routes);
    new VersionOperations(changes, lookup, shapes).mount(routes);
    new UpdateOperations(changes, lookup, settings, shapes, runners, options.clock()).mount(routes);
    new InvokeOperation(vertx, arns, targets, runners, queue, new TraceIds(options.clock()))
        .mount(routes);
    Downloads.mount(router, store, responder);
    router.route().handler(context -> responder.fail(context, Unserved.error(context.request())));
    return router;
  }

  /** The router itself refuses what is no HTTP: with a status, and sometimes a reason. */
  private static Throwable cause(RoutingContext context) {
    boolean unreadable = context.statusCode() >= 400 && context.statusCode() < 500;
    return unreadable || context.failure() == null
        ? AwsError.invalid("The request can't be read: " + context.failure())
        : context.failure();
  }

  @Override
  public Future<?> stop() {
    queue.close();
    return runners
        .close()
        .eventually(() -> execution.close().get())
        .eventually(() -> server.shutdown(GOODBYE_MILLIS, TimeUnit.MILLISECONDS))
        .eventually(changes::close);
  }
}
