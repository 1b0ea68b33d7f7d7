package dev.nextloop.awscore.internal.call;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.Method;

/** A method that takes an event, a context, both or none, as a handler. */
public final class ValueMethod implements RequestHandler<Object, Object> {
  private final Method method;
  private final Object receiver;
  private final boolean takesEvent;
  private final boolean takesContext;

  /**
   * A handler.
   *
   * @param receiver null for a static method
   */
  public ValueMethod(Method method, Object receiver, boolean event, boolean context) {
    this.method = method;
    this.receiver = receiver;
    this.takesEvent = event;
    this.takesContext = context;
  }

  @Override
  public Object handleRequest(Object event, Context context) {
    Arguments arguments = new Arguments();
    if (takesEvent) {
      arguments.add(event);
    }
    if (takesContext) {
      arguments.add(context);
    }
    return arguments.call(method, receiver);
  }
}
