package dev.nextloop.awscore.internal.jvm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Surroundings where several invocations run at once: the trace goes to the AWS SDK's own thread
 * local, where the function has an SDK that knows it.
 */
public final class ManyAtOnce implements Surroundings {
  private static final String HOLDER = "software.amazon.awssdk.utilslite.SdkInternalThreadLocal";
  private static final String KEY = "AWS_LAMBDA_X_TRACE_ID";

  private final ClassLoader classes;
  private final Method put;
  private final Method remove;

  /** With the function's classes; looks for the SDK in them. */
  public ManyAtOnce(ClassLoader classes) {
    this.classes = classes;
    this.put = method("put", String.class, String.class);
    this.remove = method("remove", String.class);
  }

  private Method method(String name, Class<?>... parameters) {
    try {
      return Class.forName(HOLDER, true, classes).getMethod(name, parameters);
    } catch (ReflectiveOperationException | LinkageError withoutSdk) {
      return null;
    }
  }

  @Override
  public ClassLoader enter(String traceId) {
    call(put, KEY, traceId);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    return before;
  }

  @Override
  public void leave(ClassLoader before) {
    Thread.currentThread().setContextClassLoader(before);
    call(remove, KEY);
    boolean unused = Thread.interrupted();
  }

  private static void call(Method method, Object... arguments) {
    if (method != null) {
      try {
        method.invoke(null, arguments);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(HOLDER + " takes no trace id; update the AWS SDK", e);
      }
    }
  }
}
