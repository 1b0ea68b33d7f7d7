package dev.nextloop.awscore.internal.load;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.nextloop.awscore.internal.call.StreamMethod;
import dev.nextloop.awscore.internal.fault.Fault;
import dev.nextloop.awscore.internal.fault.FaultException;
import dev.nextloop.spi.Host;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;

/** Makes handlers of a function's classes. */
public final class Handlers {
  private final FunctionClasses classes;
  private final Host host;

  /** Handlers of these classes. */
  public Handlers(FunctionClasses classes, Host host) {
    this.classes = classes;
    this.host = host;
  }

  /**
   * What a handler string names.
   *
   * @throws FaultException where that is the end of the process
   */
  public Handler find(String handler) {
    HandlerName name = HandlerName.parse(handler);
    if (!name.isValid()) {
      return new Handler.Broken(Fault.of("Invalid handler: `" + handler + "'"));
    }
    Class<?> type;
    try {
      type = Class.forName(name.className(), true, classes);
    } catch (ClassNotFoundException e) {
      return new Handler.Broken(Fault.classNotFound(e, name.className()));
    } catch (NoClassDefFoundError e) {
      return new Handler.Broken(Fault.classNotLoaded(e, name.className()));
    } catch (Throwable e) { // NOPMD: a static initializer may throw whatever it likes
      throw new FaultException(Fault.classNotLoaded(e, name.className()));
    }
    try {
      return name.method() == null ? ofClass(type) : ofMethod(type, name.method());
    } catch (FaultException e) {
      if (e.fault().fatal()) {
        throw e;
      }
      return new Handler.Broken(e.fault());
    } catch (Throwable e) { // NOPMD: AWS's client keeps these for the invocations, too
      return new Handler.Broken(Fault.of(e, false));
    }
  }

  private Handler ofClass(Class<?> type) throws Exception {
    if (RequestStreamHandler.class.isAssignableFrom(type)) {
      return new Handler.Ready(Instances.of(type.asSubclass(RequestStreamHandler.class)), true);
    }
    if (!RequestHandler.class.isAssignableFrom(type)) {
      throw fault("Class does not implement an appropriate handler interface: " + type.getName());
    }
    Type[] types = HandlerTypes.of(type);
    return new Handler.Ready(
        Typed.handler(Instances.of(type.asSubclass(RequestHandler.class)), types, classes), false);
  }

  private Handler ofMethod(Class<?> type, String name) throws Exception {
    List<Method> methods;
    try {
      methods = MethodOrder.of(type, name);
    } catch (NoClassDefFoundError e) {
      Fault fault = Fault.of(e, false);
      throw new FaultException(
          new Fault(
              "Error loading method " + name + " on class " + type.getName(),
              fault.exception(),
              fault.trace(),
              false));
    }
    for (int i = 0; i < methods.size(); i++) {
      Signature signature = Signature.of(methods.get(i));
      if (signature instanceof Signature.Unfit unfit) {
        host.log(unfit.why());
      } else {
        Ambiguity.tell(methods, i, host);
        return of(type, methods.get(i), signature);
      }
    }
    throw fault(
        "No public method named "
            + name
            + " with appropriate method signature found on class "
            + type.getName());
  }

  private Handler of(Class<?> type, Method method, Signature signature) throws Exception {
    if (signature instanceof Signature.Streams streams) {
      if (method.getReturnType() != void.class && method.getReturnType() != Void.class) {
        host.log("Will ignore return type " + method.getReturnType() + " on byte stream handler");
      }
      return new Handler.Ready(
          new StreamMethod(
              method, receiver(type, method), streams.input(), streams.output(), streams.context()),
          streams.output());
    }
    return new Handler.Ready(
        Typed.method(method, receiver(type, method), (Signature.Values) signature, classes), false);
  }

  private static Object receiver(Class<?> type, Method method) throws Exception {
    return Modifier.isStatic(method.getModifiers()) ? null : Instances.of(type);
  }

  private static FaultException fault(String message) {
    return new FaultException(Fault.of(message));
  }

  /** Apart, so that a handler of streams loads nothing of the serializers. */
  private static final class Typed {
    static RequestStreamHandler handler(
        RequestHandler<?, ?> handler, Type[] types, ClassLoader classes) {
      return new dev.nextloop.awscore.internal.json.TypedHandler(
          handler, types[0], types[1], classes);
    }

    static RequestStreamHandler method(
        Method method, Object receiver, Signature.Values values, ClassLoader classes) {
      return new dev.nextloop.awscore.internal.json.TypedHandler(
          new dev.nextloop.awscore.internal.call.ValueMethod(
              method, receiver, values.event() != null, values.context()),
          values.event(),
          method.getGenericReturnType(),
          classes);
    }
  }
}
