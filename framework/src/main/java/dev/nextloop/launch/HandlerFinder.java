package dev.nextloop.launch;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.HandlerProvider;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Finds what {@code _HANDLER} names: a class that implements {@link EventHandler}, one that is
 * registered as a service, or what a {@link HandlerProvider} makes of the name.
 */
final class HandlerFinder {
  // The platform gives init 10 s, and up to 15 min where it is longer.
  private static final long INIT_MINUTES = 15;

  private final Host host;
  private final LaneLoop loop;
  private final ClassLoader classes = HandlerFinder.class.getClassLoader();
  private final List<String> lookedFor = new ArrayList<>();
  // Found, but no EventHandler: another API's handler, perhaps, that a provider knows.
  private Class<?> foreign;

  HandlerFinder(Host host, LaneLoop loop) {
    this.host = host;
    this.loop = loop;
  }

  /**
   * The handler.
   *
   * @throws FunctionError {@code Runtime.MalformedHandlerName} or {@code Runtime.HandlerNotFound},
   *     with what was looked for and where
   */
  EventHandler<Body, Reply> find(String name) throws Exception {
    if (name == null || name.isBlank()) {
      throw new FunctionError(
          "Runtime.MalformedHandlerName",
          "_HANDLER is empty; it must name a class that implements dev.nextloop.EventHandler");
    }
    EventHandler<Body, Reply> handler = byNamedProvider(name);
    if (handler == null) {
      handler = byClass(name);
    }
    if (handler == null) {
      handler = byProvider(name);
    }
    if (handler == null) {
      handler = byService(name);
    }
    if (handler == null && foreign != null) {
      throw ReflectiveHandler.unusable(
          foreign, "does not implement " + EventHandler.class.getName());
    }
    if (handler == null) {
      throw new FunctionError(
          "Runtime.HandlerNotFound",
          "_HANDLER '"
              + shortened(name)
              + "' names nothing; looked for "
              + String.join("; for ", lookedFor));
    }
    return handler;
  }

  private EventHandler<Body, Reply> byClass(String name) throws Exception {
    lookedFor.add("a class of that name on the class path " + host.property("java.class.path"));
    if (!isClassName(name)) {
      return null;
    }
    Class<?> type;
    try {
      type = Class.forName(name, false, classes);
    } catch (ClassNotFoundException e) {
      return null;
    }
    if (!EventHandler.class.isAssignableFrom(type)) {
      foreign = type;
      return null;
    }
    return new ReflectiveHandler(type).make();
  }

  /**
   * The provider that a setting names is asked first, and found without a look into every jar of
   * the class path: with twenty of them that is a quarter of the time to the first poll.
   */
  private EventHandler<Body, Reply> byNamedProvider(String name) throws Exception {
    String variable = host.variable("NEXTLOOP_HANDLER_PROVIDER");
    String provider =
        variable != null && !variable.isEmpty()
            ? variable
            : host.property("nextloop.handler-provider");
    if (provider == null) {
      return null;
    }
    try {
      Class<?> type = Class.forName(provider, true, classes);
      return provided((HandlerProvider) type.getConstructor().newInstance(), name);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new FunctionError(
          "Runtime.InvalidConfiguration",
          "NEXTLOOP_HANDLER_PROVIDER is '"
              + shortened(provider)
              + "'; it must be a class on the class path that implements "
              + HandlerProvider.class.getName()
              + " and has a public constructor without parameters",
          e);
    }
  }

  private EventHandler<Body, Reply> byProvider(String name) throws Exception {
    for (HandlerProvider provider : ServiceLoader.load(HandlerProvider.class, classes)) {
      EventHandler<Body, Reply> handler = provided(provider, name);
      if (handler != null) {
        return handler;
      }
    }
    return null;
  }

  private EventHandler<Body, Reply> provided(HandlerProvider provider, String name)
      throws Exception {
    Future<EventHandler<Body, Reply>> provided = provider.provide(name, host, loop);
    if (provided != null) {
      return new Arrival(provided).await();
    }
    lookedFor.add(provider.lookedFor(name, host));
    return null;
  }

  @SuppressWarnings("rawtypes") // a service is looked up by its class
  private EventHandler<Body, Reply> byService(String name) {
    lookedFor.add("a service of type " + EventHandler.class.getName() + " with that class name");
    ServiceLoader<EventHandler> services = ServiceLoader.load(EventHandler.class, classes);
    EventHandler<?, ?> found =
        services.stream()
            .filter(
                service ->
                    service.type().getName().equals(name)
                        || service.type().getSimpleName().equals(name))
            .findFirst()
            .map(ServiceLoader.Provider::get)
            .orElse(null);
    return found == null ? null : ReflectiveHandler.typed(found);
  }

  /**
   * Init is the one place that waits: there is no loop to block yet. No lambda, like all on the way
   * to the first poll.
   */
  private static final class Arrival implements Completable<EventHandler<Body, Reply>> {
    private final Future<EventHandler<Body, Reply>> future;
    private final CountDownLatch done = new CountDownLatch(1);

    Arrival(Future<EventHandler<Body, Reply>> future) {
      this.future = future;
    }

    @Override
    public void complete(EventHandler<Body, Reply> handler, Throwable failure) {
      done.countDown();
    }

    EventHandler<Body, Reply> await() throws Exception {
      future.onComplete(this);
      if (!done.await(INIT_MINUTES, TimeUnit.MINUTES)) {
        throw new FunctionError("Runtime.InitTimeout", "the handler's init took 15 minutes");
      }
      if (future.failed()) {
        throw future.cause() instanceof Exception e ? e : new IllegalStateException(future.cause());
      }
      return future.result();
    }
  }

  private static boolean isClassName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!Character.isJavaIdentifierPart(name.charAt(i)) && name.charAt(i) != '.') {
        return false;
      }
    }
    return true;
  }

  private static String shortened(String name) {
    return name.length() <= 200 ? name : name.substring(0, 200) + "...";
  }
}
