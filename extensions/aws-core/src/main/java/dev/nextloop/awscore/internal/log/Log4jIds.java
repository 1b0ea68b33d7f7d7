package dev.nextloop.awscore.internal.log;

import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;
import dev.nextloop.spi.Host;
import java.lang.reflect.Method;

/**
 * Puts the request id where AWS's log4j appenders look for it, once such an appender has said that
 * it is there.
 */
public final class Log4jIds {
  private static final String KEY = "AWSRequestId";

  private final ClassLoader classes;
  private final Host host;
  private Method[] puts;

  /** Looks for log4j in the function's classes. */
  public Log4jIds(ClassLoader classes, Host host) {
    this.classes = classes;
    this.host = host;
  }

  /** Names the invocation that the caller's thread handles. */
  public void put(String requestId) {
    if (!LambdaRuntimeInternal.getUseLog4jAppender()) {
      return;
    }
    boolean done = false;
    for (Method put : puts()) {
      done |= put != null && put(put, requestId);
    }
    if (!done) {
      host.log(
          "Customer using log4j appender but unable to load either org.apache.log4j.MDC or"
              + " org.apache.logging.log4j.ThreadContext. Customer cannot see RequestId in log4j"
              + " log lines.");
    }
  }

  private static boolean put(Method put, String requestId) {
    try {
      put.invoke(null, KEY, requestId);
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private synchronized Method[] puts() {
    if (puts == null) {
      puts =
          new Method[] {
            method("org.apache.log4j.MDC", Object.class),
            method("org.apache.logging.log4j.ThreadContext", String.class)
          };
    }
    return puts;
  }

  private Method method(String type, Class<?> value) {
    try {
      return Class.forName(type, true, classes).getMethod("put", String.class, value);
    } catch (ReflectiveOperationException | LinkageError notThere) {
      return null;
    }
  }
}
