package dev.nextloop.testkit.internal;

import dev.nextloop.testkit.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;

/** The body of one request, read piece by piece. */
final class RequestBody {
  private final Wire wire;
  private final boolean chunked;
  private final long contentLength;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Headers trailers = Headers.NONE;
  private long length;
  private boolean ended;

  RequestBody(Wire wire, Headers headers) throws ProtocolException {
    List<String> codings = headers.all("Transfer-Encoding");
    List<String> lengths = headers.all("Content-Length");
    if (codings.size() + lengths.size() > 1) {
      throw new ProtocolException("more than one framing: " + codings + " and lengths " + lengths);
    }
    this.wire = wire;
    this.chunked = !codings.isEmpty();
    if (chunked && !codings.get(0).equalsIgnoreCase("chunked")) {
      throw new ProtocolException("unknown transfer coding " + Wire.shortened(codings.get(0)));
    }
    this.contentLength = lengths.isEmpty() ? 0 : number(lengths.get(0), 10);
    this.ended = !chunked && contentLength == 0;
  }

  /** Reads one chunk, or all of a body with a length; at the end nothing. */
  void readChunk(boolean keep) throws IOException {
    if (ended) {
      return;
    }
    String line = chunked ? wire.line() : "";
    long size = chunked ? number(line.split(";", 2)[0].strip(), 16) : contentLength;
    wire.data(size, keep ? bytes : null);
    length += size;
    if (!chunked) {
      ended = true;
    } else if (size == 0) {
      trailers = RequestHead.fields(wire);
      ended = true;
    } else if (!wire.line().isEmpty()) {
      throw new ProtocolException("a chunk is longer than its size says: " + Wire.shortened(line));
    }
  }

  void readAll(boolean keep) throws IOException {
    while (!ended) {
      readChunk(keep);
    }
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  long length() {
    return length;
  }

  Headers trailers() {
    return trailers;
  }

  boolean ended() {
    return ended;
  }

  private static long number(String text, int radix) throws ProtocolException {
    if (text.isEmpty() || !text.chars().allMatch(c -> Character.digit(c, radix) >= 0)) {
      throw new ProtocolException("not a length: " + Wire.shortened(text));
    }
    try {
      return Long.parseLong(text, radix);
    } catch (NumberFormatException e) {
      throw new ProtocolException("too large a length: " + Wire.shortened(text));
    }
  }
}
