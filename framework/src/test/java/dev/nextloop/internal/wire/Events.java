package dev.nextloop.internal.wire;

import dev.nextloop.spi.Body;
import dev.nextloop.testkit.Replies;
import java.nio.ByteBuffer;
import java.util.List;

/** Events as the parser hands them on. */
final class Events {
  private Events() {}

  static HttpHead head(String... headers) {
    byte[] response = Replies.raw("HTTP/1.1 200 OK", List.of(headers), new byte[0]);
    byte[] closed = Replies.join(response, Replies.text("{}"));
    ResponseParser parser = new ResponseParser();
    ByteBuffer in = ByteBuffer.allocate(closed.length).put(closed);
    parser.parse(in);
    in.flip().position(parser.bodyStart());
    return parser.event(new Body.Whole(in));
  }
}
