package dev.nextloop.awscore.internal.load;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** What a handler method takes, and why it can't be one. */
sealed interface Signature {

  /** A method that reads and writes bytes. */
  record Streams(boolean input, boolean output, boolean context) implements Signature {}

  /**
   * A method that takes an event and returns its result.
   *
   * @param event null when it takes none
   */
  record Values(Type event, boolean context) implements Signature {}

  /** A method that is passed over; the words are those of AWS's client. */
  record Unfit(String why) implements Signature {}

  /** Looks at the parameters. */
  static Signature of(Method method) {
    Type[] types = method.getGenericParameterTypes();
    return switch (types.length) {
      case 0 -> new Values(null, false);
      case 1 -> of(types[0]);
      case 2 -> of(types[0], types[1]);
      case 3 -> of(types[0], types[1], types[2]);
      default ->
          new Unfit(
              "Ignoring an overload of method "
                  + method.getName()
                  + " because it has too many parameters: Expected at most 3, got "
                  + types.length);
    };
  }

  private static Signature of(Type only) {
    if (only == InputStream.class) {
      return new Streams(true, false, false);
    }
    if (only == OutputStream.class) {
      return new Streams(false, true, false);
    }
    return only == Context.class ? new Values(null, true) : new Values(only, false);
  }

  private static Signature of(Type first, Type second) {
    boolean context = second == Context.class;
    if (first == OutputStream.class) {
      return context
          ? new Streams(false, true, true)
          : new Unfit(
              "Ignoring two-argument overload because first argument type is OutputStream and second"
                  + " argument type is not Context");
    }
    if (first == Context.class) {
      return new Unfit("Ignoring two-argument overload because first argument type is Context");
    }
    if (first == InputStream.class) {
      if (second == OutputStream.class) {
        return new Streams(true, true, false);
      }
      return context
          ? new Streams(true, false, true)
          : new Unfit(
              "Ignoring two-argument overload because second parameter type, "
                  + rawName(second)
                  + ", is not OutputStream.");
    }
    return context
        ? new Values(first, true)
        : new Unfit("Ignoring two-argument overload because second parameter type is not Context");
  }

  private static Signature of(Type first, Type second, Type third) {
    return first == InputStream.class && second == OutputStream.class && third == Context.class
        ? new Streams(true, true, true)
        : new Unfit(
            "Ignoring three-argument overload because argument signature is not (InputStream,"
                + " OutputStream, Context");
  }

  private static String rawName(Type type) {
    return type instanceof ParameterizedType parameterized
        ? parameterized.getRawType().getTypeName()
        : type instanceof Class<?> plain ? plain.getName() : type.getTypeName();
  }
}
