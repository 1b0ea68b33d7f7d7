package dev.nextloop.awscore.internal.json;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;

/** A handler of values between the serializers of its types. */
public final class TypedHandler implements RequestStreamHandler {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final RequestHandler<Object, Object> handler;
  private final Serializers events;
  private final Serializers results;

  /**
   * A handler.
   *
   * @param event null when it takes none
   * @param result may be {@code void}
   * @param classes the function's
   */
  @SuppressWarnings("unchecked") // the serializers are those of its types
  public TypedHandler(RequestHandler<?, ?> handler, Type event, Type result, ClassLoader classes) {
    boolean answers = result != void.class && result != Void.class;
    CustomSerializer custom = event != null || answers ? CustomSerializer.find(classes) : null;
    this.handler = (RequestHandler<Object, Object>) handler;
    this.events = event == null ? null : new Serializers(event, custom, classes);
    this.results = answers ? new Serializers(result, custom, classes) : null;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    boolean android = isAndroid(context.getClientContext());
    Object event = events == null ? null : read(input, android);
    Object result = handler.handleRequest(event, context);
    try {
      if (results == null) {
        output.write(NULL);
      } else {
        results.serializer(android).toJson(result, output);
      }
    } catch (Throwable e) { // NOPMD: getters may throw anything
      throw new RuntimeException("An error occurred during JSON serialization of response", e);
    }
  }

  private Object read(InputStream input, boolean android) {
    try {
      return events.serializer(android).fromJson(input);
    } catch (Throwable e) { // NOPMD: setters may throw anything
      throw new RuntimeException("An error occurred during JSON parsing", e);
    }
  }

  private static boolean isAndroid(ClientContext client) {
    return client != null
        && client.getEnvironment() != null
        && "Android".equalsIgnoreCase(client.getEnvironment().get("platform"));
  }
}
