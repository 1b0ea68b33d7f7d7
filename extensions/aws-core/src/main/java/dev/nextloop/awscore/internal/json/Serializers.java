package dev.nextloop.awscore.internal.json;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.lang.reflect.Type;

/**
 * The serializer for one type, chosen as AWS's client chooses: the function's own, else the one for
 * a known event, else Jackson, or Gson where an Android device calls. Any thread.
 */
final class Serializers {
  private final Type type;
  private final CustomSerializer custom;
  private final PojoSerializer<Object> usual;
  private volatile PojoSerializer<Object> forAndroid;

  /** Makes the usual one at once, so that what is wrong with the type shows at init. */
  Serializers(Type type, CustomSerializer custom, ClassLoader classes) {
    this.type = type;
    this.custom = custom;
    this.usual = usual(classes);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the serializer is that of the type
  private PojoSerializer<Object> usual(ClassLoader classes) {
    if (custom != null) {
      return custom.of(type);
    }
    if (type instanceof Class plain
        && LambdaEventSerializers.isLambdaSupportedEvent(plain.getName())) {
      return LambdaEventSerializers.serializerFor(plain, classes);
    }
    return JacksonFactory.getInstance().getSerializer(type);
  }

  PojoSerializer<Object> serializer(boolean android) {
    boolean gson =
        android
            && custom == null
            && !(type instanceof Class<?> plain
                && LambdaEventSerializers.isLambdaSupportedEvent(plain.getName()));
    if (!gson) {
      return usual;
    }
    if (forAndroid == null) {
      forAndroid = GsonFactory.getInstance().getSerializer(type);
    }
    return forAndroid;
  }
}
