package dev.nextloop.launch;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Reply;
import dev.nextloop.codec.BytesCodec;
import dev.nextloop.codec.Codec;
import dev.nextloop.codec.ReplyCodec;
import dev.nextloop.codec.TextCodec;
import dev.nextloop.codec.VoidCodec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/** What a handler class says of its event and result, and the codec for it. */
final class HandlerTypes {
  private HandlerTypes() {}

  /**
   * Type arguments of {@link EventHandler} as the class, its superclasses and interfaces bind them.
   *
   * @throws FunctionError when one is left open
   */
  static Type[] of(Class<?> handler) {
    Type[] arguments = find(handler, handler);
    for (Type argument : arguments == null ? new Type[] {null} : arguments) {
      if (argument == null || argument instanceof TypeVariable<?>) {
        throw new FunctionError(
            "Runtime.BadFunctionCode",
            handler.getName()
                + " does not say which types its EventHandler has; name them, as in"
                + " implements EventHandler<byte[], byte[]>, or give it with codecs in code");
      }
    }
    for (Type argument : arguments) {
      if (!(argument instanceof Class<?>)) {
        return resolved(handler);
      }
    }
    return arguments;
  }

  /** As above, where types stand inside of types: what a subclass says reaches those as well. */
  private static Type[] resolved(Class<?> handler) {
    try {
      return Loaded.resolved(handler);
    } catch (NoClassDefFoundError e) {
      throw needsJackson(handler, e);
    }
  }

  private static Type[] find(Type type, Class<?> handler) {
    if (type instanceof ParameterizedType parameterized) {
      Class<?> raw = (Class<?>) parameterized.getRawType();
      if (raw == EventHandler.class) {
        return parameterized.getActualTypeArguments();
      }
      return bind(find(raw, handler), raw, parameterized.getActualTypeArguments());
    }
    if (!(type instanceof Class<?> plain) || !EventHandler.class.isAssignableFrom(plain)) {
      return null;
    }
    for (Type implemented : plain.getGenericInterfaces()) {
      Type[] found = find(implemented, handler);
      if (found != null) {
        return found;
      }
    }
    return plain.getGenericSuperclass() == null
        ? null
        : find(plain.getGenericSuperclass(), handler);
  }

  /** Puts what the subclass says in place of the superclass's variables. */
  private static Type[] bind(Type[] found, Class<?> raw, Type[] actual) {
    if (found == null) {
      return null;
    }
    Type[] bound = found.clone();
    TypeVariable<?>[] variables = raw.getTypeParameters();
    for (int i = 0; i < bound.length; i++) {
      for (int v = 0; v < variables.length; v++) {
        if (variables[v].equals(bound[i])) {
          bound[i] = actual[v];
        }
      }
    }
    return bound;
  }

  /** The codec for a type; those that need a library are loaded only when they are needed. */
  @SuppressWarnings("unchecked") // each branch's codec is of the type that was asked for
  static Codec<Object> codec(Type type) {
    Codec<?> codec;
    if (type == byte[].class) {
      codec = new BytesCodec();
    } else if (type == String.class) {
      codec = new TextCodec();
    } else if (type == Void.class) {
      codec = new VoidCodec();
    } else if (type == Reply.class) {
      codec = new ReplyCodec();
    } else if (type.getTypeName().equals("io.vertx.core.buffer.Buffer")) {
      codec = Loaded.buffer();
    } else {
      codec = jackson(type);
    }
    return (Codec<Object>) codec;
  }

  private static Codec<?> jackson(Type type) {
    try {
      return Loaded.jackson(type);
    } catch (NoClassDefFoundError e) {
      throw needsJackson(type, e);
    }
  }

  private static FunctionError needsJackson(Type type, NoClassDefFoundError missing) {
    return new FunctionError(
        "Runtime.BadFunctionCode",
        "a handler of "
            + type.getTypeName()
            + " needs jackson-databind and jackson-datatype-jsr310 on the class path",
        missing);
  }

  /** Apart, so that verifying this class loads neither Jackson nor Vert.x's buffers. */
  private static final class Loaded {
    static Codec<?> buffer() {
      return new dev.nextloop.codec.BufferCodec();
    }

    static Type[] resolved(Class<?> handler) {
      var types = com.fasterxml.jackson.databind.type.TypeFactory.defaultInstance();
      return types.findTypeParameters(types.constructType(handler), EventHandler.class);
    }

    static Codec<?> jackson(Type type) {
      return dev.nextloop.codec.JacksonCodec.of(dev.nextloop.codec.JacksonCodec.mapper(), type);
    }
  }
}
