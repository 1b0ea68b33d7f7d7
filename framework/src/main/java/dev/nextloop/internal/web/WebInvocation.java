package dev.nextloop.internal.web;

import dev.nextloop.spi.Body;
import dev.nextloop.spi.PolledInvocation;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One event over a Web Client's response. */
record WebInvocation(HttpResponse<Buffer> response, Body body) implements PolledInvocation {

  WebInvocation(HttpResponse<Buffer> response) {
    this(response, new Body.Whole(bytes(response.body())));
  }

  private static ByteBuffer bytes(Buffer body) {
    return body == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body.getBytes());
  }

  @Override
  public String header(String name) {
    for (String value : response.headers().getAll(name)) {
      if (!value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  @Override
  public List<Map.Entry<String, String>> headers() {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (Map.Entry<String, String> header : response.headers()) {
      headers.add(Map.entry(header.getKey(), header.getValue()));
    }
    return headers;
  }
}
