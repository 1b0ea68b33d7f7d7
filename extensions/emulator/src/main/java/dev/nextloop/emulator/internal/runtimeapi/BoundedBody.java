package dev.nextloop.emulator.internal.runtimeapi;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads a request's body up to {@link RuntimeApiServer#MAX_PAYLOAD} bytes. What comes after is
 * counted and dropped, so that the connection stays in step and the answer can name the size.
 */
final class BoundedBody {

  /** Takes the body when its end came, or learns that it never will. */
  interface Reader {
    /** The whole body; {@code size} is over the limit when the buffer lacks its end. */
    void complete(Buffer body, long size);

    /** The connection ended first. */
    void truncated();
  }

  private final Reader reader;
  private Buffer first;
  private Buffer joined;
  private long size;
  private boolean done;

  private BoundedBody(Reader reader) {
    this.reader = reader;
  }

  static void read(HttpServerRequest request, Reader reader) {
    BoundedBody body = new BoundedBody(reader);
    request.handler(body::chunk);
    request.exceptionHandler(failure -> body.finish(false));
    request.endHandler(end -> body.finish(true));
  }

  private void chunk(Buffer chunk) {
    size += chunk.length();
    if (size > RuntimeApiServer.MAX_PAYLOAD) {
      first = null;
      joined = null;
    } else if (first == null) {
      first = chunk; // most bodies are one chunk: no copy
    } else {
      if (joined == null) {
        joined = Buffer.buffer(2 * first.length() + chunk.length()).appendBuffer(first);
      }
      joined.appendBuffer(chunk);
    }
  }

  private void finish(boolean complete) {
    if (done) {
      return;
    }
    done = true;
    if (!complete) {
      reader.truncated();
    } else if (joined != null) {
      reader.complete(joined, size);
    } else {
      reader.complete(first == null ? Buffer.buffer() : first, size);
    }
  }
}
