package com.acme.serializer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;

/** A serializer of the function's own: everything is text, in capitals. */
public class Upper implements CustomPojoSerializer {
  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // AWS's interface; only texts
  public <T> T fromJson(InputStream in, Type type) {
    try {
      return (T) (type.getTypeName() + " " + new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as above
  public <T> T fromJson(String in, Type type) {
    return (T) in;
  }

  @Override
  public <T> void toJson(T value, OutputStream out, Type type) {
    try {
      out.write(
          (value + " as " + type.getTypeName()).toUpperCase(java.util.Locale.ROOT).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One more, which makes them one too many. */
  public static class Another extends Upper {}
}
