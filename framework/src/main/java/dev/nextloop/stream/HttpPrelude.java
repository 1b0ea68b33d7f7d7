package dev.nextloop.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.nextloop.Reply;
import dev.nextloop.spi.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Status, headers and cookies before a streamed body, for function URLs and API Gateway: a JSON
 * document and eight NUL bytes under the content type {@value #CONTENT_TYPE} (AWS Lambda developer
 * guide, "Response streaming"; aws-lambda-nodejs-runtime-interface-client, {@code
 * HttpResponseStream.js}). Not thread-safe.
 */
public final class HttpPrelude {
  /** Says that a prelude comes first. */
  public static final String CONTENT_TYPE = "application/vnd.awslambda.http-integration-response";

  private static final int NULS = 8;

  private final int status;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> cookies = new ArrayList<>();

  private HttpPrelude(int status) {
    this.status = status;
  }

  /**
   * A prelude without headers; its body is {@code application/octet-stream} until a header says
   * otherwise.
   *
   * @param status 200 to 599
   * @throws IllegalArgumentException when it is outside
   */
  public static HttpPrelude status(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status is " + status + "; give 200 to 599");
    }
    return new HttpPrelude(status);
  }

  /**
   * Adds a header; a second value of the same name is put behind the first one, with a comma.
   *
   * @param name a token; for {@code Set-Cookie} see {@link #cookie}
   * @param value without control characters
   * @throws IllegalArgumentException when one is not
   */
  public HttpPrelude header(String name, String value) {
    if (name.isEmpty() || !name.chars().allMatch(HttpPrelude::isToken)) {
      throw new IllegalArgumentException("header name '" + name + "' is not a token");
    }
    headers.merge(name, oneLine("header " + name, value), (first, next) -> first + ", " + next);
    return this;
  }

  /**
   * Adds a cookie: the value of one {@code Set-Cookie}.
   *
   * @throws IllegalArgumentException when it has control characters
   */
  public HttpPrelude cookie(String cookie) {
    cookies.add(oneLine("cookie", cookie));
    return this;
  }

  private static String oneLine(String what, String value) {
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new IllegalArgumentException(what + " has control characters; give it on one line");
    }
    return value;
  }

  private static boolean isToken(int c) {
    return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
  }

  /**
   * A reply with this prelude, which leaves with the body's first byte or its end. A body that
   * fails before is posted as an error.
   */
  public Reply.Stream reply(ByteSource body) {
    ByteBuffer bytes = bytes();
    return new Reply.Stream(CONTENT_TYPE, sink -> body.start(new PrefixedSink(bytes, sink)));
  }

  private ByteBuffer bytes() {
    headers.putIfAbsent("Content-Type", "application/octet-stream");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", status);
      json.writeObjectFieldStart("headers");
      for (Map.Entry<String, String> header : headers.entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      if (!cookies.isEmpty()) {
        json.writeArrayFieldStart("cookies");
        for (String cookie : cookies) {
          json.writeString(cookie);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory is not written to", e);
    }
    bytes.writeBytes(new byte[NULS]);
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
