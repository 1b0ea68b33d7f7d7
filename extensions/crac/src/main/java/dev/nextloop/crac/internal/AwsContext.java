package dev.nextloop.crac.internal;

import dev.nextloop.spi.Host;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * The context of AWS's own client, for functions that register there and not with {@code org.crac}:
 * its classes stand on the class path of a managed runtime, and nobody but us tells their resources
 * of a snapshot. They count as registered behind all those of {@code org.crac}: with AWS's client
 * both are in one list, and nobody can see how a function that uses both has mixed them.
 */
final class AwsContext {
  private static final String PACKAGE = "com.amazonaws.services.lambda.crac.";

  private final Host host;
  private final Object context;
  private final Class<?> type;

  private AwsContext(Host host, Object context, Class<?> type) {
    this.host = host;
    this.context = context;
    this.type = type;
  }

  /** The context; null where its classes are not there. */
  static AwsContext find(Host host) {
    try {
      Class<?> type = Class.forName(PACKAGE + "Context");
      Object context = Class.forName(PACKAGE + "Core").getMethod("getGlobalContext").invoke(null);
      return new AwsContext(host, context, type);
    } catch (ReflectiveOperationException | LinkageError notThere) {
      return null;
    }
  }

  void beforeCheckpoint() throws Exception {
    tell("beforeCheckpoint");
  }

  void afterRestore() throws Exception {
    tell("afterRestore");
  }

  private void tell(String hook) throws Exception {
    Method method = type.getMethod(hook, type);
    try {
      method.invoke(context, (Object) null);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof UnsatisfiedLinkError) {
        // Behind the last hook it clears the names that are cached, by a library of its client's
        // that is not loaded here; the framework clears them itself.
        return;
      }
      for (Throwable failure : e.getCause().getSuppressed()) {
        host.log(
            "nextloop: " + hook + " of an AWS CRaC resource failed: " + Failures.line(failure));
      }
      throw e.getCause() instanceof Exception exception ? exception : e;
    }
  }
}
