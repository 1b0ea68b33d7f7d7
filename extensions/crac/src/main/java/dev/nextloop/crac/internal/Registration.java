package dev.nextloop.crac.internal;

import dev.nextloop.crac.Resource;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * One resource, held weakly, and what it is called when it is gone.
 *
 * <p>{@code org.crac} does not register the function's resource but a proxy, which refers to it
 * weakly and would do nothing once it is collected. So the weak reference here is to the resource
 * itself, and the proxy is held for as long as that lives.
 */
final class Registration extends WeakReference<Object> {
  private static final StackWalker STACK = StackWalker.getInstance();
  private static final Set<String> OURS =
      Set.of(
          Registration.class.getName(),
          Registrations.class.getName(),
          GlobalContext.class.getName());

  private final Resource proxy;
  private final Object kept;
  private final String name;

  private Registration(Object subject, Resource proxy, boolean keep) {
    super(subject);
    this.proxy = proxy;
    this.kept = keep ? subject : null;
    this.name = subject.getClass().getName() + ", registered at " + site();
  }

  /**
   * Registers.
   *
   * @param keep whether the resource is held for good
   */
  static Registration of(Resource resource, boolean keep) {
    if (Proxy.isProxyClass(resource.getClass())
        && Proxy.getInvocationHandler(resource) instanceof Reference<?> behind
        && behind.get() != null) {
      return new Registration(behind.get(), resource, keep);
    }
    return new Registration(resource, null, keep);
  }

  private static String site() {
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> !isOurs(frame.getClassName()))
                .findFirst()
                .map(frame -> frame.toStackTraceElement().toString())
                .orElse("an unknown place"));
  }

  private static boolean isOurs(String type) {
    return type.startsWith("org.crac.") || OURS.contains(type);
  }

  boolean isOf(Registration other) {
    return get() == other.get();
  }

  boolean isLost() {
    return kept == null && get() == null;
  }

  /** The resource, held by whoever has the answer; null when it is lost. */
  Hook hold() {
    Object subject = get();
    return subject == null
        ? null
        : new Hook(proxy != null ? proxy : (Resource) subject, subject, name);
  }

  @Override
  public String toString() {
    return name;
  }

  /**
   * A living resource.
   *
   * @param resource what is called
   * @param subject what must live so that the call does something
   * @param name class and place of registration
   */
  record Hook(Resource resource, Object subject, String name) {}
}
