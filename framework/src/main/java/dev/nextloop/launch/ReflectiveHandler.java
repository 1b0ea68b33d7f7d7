package dev.nextloop.launch;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Reply;
import dev.nextloop.codec.CodecHandler;
import dev.nextloop.spi.Body;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;

/**
 * Makes a handler of a class that implements {@link EventHandler}, between the codecs that its type
 * arguments ask for.
 */
final class ReflectiveHandler {
  private final Class<?> type;

  ReflectiveHandler(Class<?> type) {
    this.type = type;
  }

  EventHandler<Body, Reply> make() throws Exception {
    if (Modifier.isAbstract(type.getModifiers())) {
      throw unusable(type, "is abstract");
    }
    Constructor<?> plain = null;
    for (Constructor<?> constructor : type.getConstructors()) {
      if (constructor.getParameterCount() == 0) {
        plain = constructor;
      } else if (VertxHandler.isFor(constructor)) {
        return new VertxHandler(this, constructor);
      }
    }
    if (plain == null) {
      throw unusable(
          type, "has no public constructor without parameters, nor one that takes a Vertx");
    }
    return make(plain);
  }

  EventHandler<Body, Reply> make(Constructor<?> constructor, Object... arguments) throws Exception {
    try {
      return typed((EventHandler<?, ?>) constructor.newInstance(arguments));
    } catch (IllegalAccessException e) {
      throw unusable(type, "is not public");
    } catch (InvocationTargetException | ExceptionInInitializerError e) {
      throw ofTheFunction(e);
    }
  }

  /** What constructor or static initializer threw is what the user must see. */
  private static Exception ofTheFunction(Throwable wrapper) {
    if (wrapper.getCause() instanceof Error error) {
      throw error;
    }
    return wrapper.getCause() instanceof Exception cause
        ? cause
        : new IllegalStateException(wrapper);
  }

  static FunctionError unusable(Class<?> type, String why) {
    return new FunctionError(
        "Runtime.HandlerNotFound", "_HANDLER names " + type.getName() + ", which " + why);
  }

  /** A handler between codecs for its type arguments; as it is, if it takes bytes as they come. */
  @SuppressWarnings("unchecked") // the codecs are those of the type arguments
  static EventHandler<Body, Reply> typed(EventHandler<?, ?> handler) {
    Type[] arguments = HandlerTypes.of(handler.getClass());
    if (arguments[0] == Body.class && arguments[1] == Reply.class) {
      return (EventHandler<Body, Reply>) handler;
    }
    return new CodecHandler<>(
        HandlerTypes.codec(arguments[0]),
        HandlerTypes.codec(arguments[1]),
        (EventHandler<Object, Object>) handler);
  }
}
