package dev.nextloop.awscore.internal.json;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.nextloop.awscore.internal.fault.Fault;
import dev.nextloop.awscore.internal.fault.FaultException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.ServiceLoader;

/** The serializer that a function brings along for all its types. */
record CustomSerializer(CustomPojoSerializer serializer) {
  // AWS's client throws this class, which need not be here; callers and logs see its name.
  private static final String TOO_MANY =
      "com.amazonaws.services.lambda.runtime.api.client.TooManyServiceProvidersFoundException";

  /**
   * Looks for the service.
   *
   * @return null when there is none
   */
  static CustomSerializer find(ClassLoader classes) {
    Iterator<CustomPojoSerializer> found =
        ServiceLoader.load(CustomPojoSerializer.class, classes).iterator();
    if (!found.hasNext()) {
      return null;
    }
    CustomPojoSerializer only = found.next();
    if (found.hasNext()) {
      String message =
          "Too many serializers provided inside the META-INF/services folder, only one is allowed";
      throw new FaultException(
          new Fault(message, TOO_MANY, TOO_MANY + ": " + message + "\n", false));
    }
    return new CustomSerializer(only);
  }

  /** It, for one type. */
  PojoSerializer<Object> of(Type type) {
    return new PojoSerializer<>() {
      @Override
      public Object fromJson(InputStream input) {
        return serializer.fromJson(input, type);
      }

      @Override
      public Object fromJson(String input) {
        return serializer.fromJson(input, type);
      }

      @Override
      public void toJson(Object value, OutputStream output) {
        serializer.toJson(value, output, type);
      }
    };
  }
}
