package dev.nextloop.testkit.internal;

import dev.nextloop.testkit.Headers;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** A request line and its headers, read strictly: what a client must not send is refused. */
record RequestHead(String method, String target, Headers headers) {

  static RequestHead read(Wire wire) throws IOException {
    String line = wire.line();
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty() || !isHttp1(parts[2])) {
      throw new ProtocolException("not a request line: " + Wire.shortened(line));
    }
    return new RequestHead(parts[0], parts[1], fields(wire));
  }

  /** Header or trailer lines up to the empty one. */
  static Headers fields(Wire wire) throws IOException {
    List<Headers.Field> fields = new ArrayList<>();
    for (String line = wire.line(); !line.isEmpty(); line = wire.line()) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon);
      if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
        throw new ProtocolException("not a header line: " + Wire.shortened(line));
      }
      fields.add(new Headers.Field(name, line.substring(colon + 1).strip()));
    }
    return new Headers(fields);
  }

  private static boolean isHttp1(String version) {
    return version.equals("HTTP/1.1") || version.equals("HTTP/1.0");
  }
}
