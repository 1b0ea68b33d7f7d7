package dev.nextloop.benchmarks;

import dev.nextloop.Invocation;
import dev.nextloop.internal.wire.InvocationDecoder;
import dev.nextloop.internal.wire.ResponseParser;
import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Host;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a Runtime API sends for one poll, as the benchmarks of this package play it. */
final class EventBytes {

  static final String REQUEST_ID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";

  private EventBytes() {}

  /** Answer to a poll: a head as the platform writes it, and a body of this many letters. */
  static byte[] polled(int size) {
    String head =
        """
        HTTP/1.1 200 OK
        Content-Type: application/json
        Lambda-Runtime-Aws-Request-Id: %s
        Lambda-Runtime-Deadline-Ms: 4102444800000
        Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:012345678912:function:echo
        Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0
        Date: Thu, 01 Jan 2026 00:00:00 GMT
        Content-Length: %d

        """;
    return wire(head.formatted(REQUEST_ID, size) + "x".repeat(size));
  }

  /** The invocation that a handler gets with such an event. */
  static Invocation invocation() throws ApiFailure {
    byte[] bytes = polled(2);
    ResponseParser parser = new ResponseParser();
    parser.parse(ByteBuffer.allocate(bytes.length).put(bytes));
    return new InvocationDecoder(Host.system(), 60_000, null)
        .decode(parser.event(new Body.Whole(ByteBuffer.allocate(0))));
  }

  /** Answer to a post. */
  static byte[] accepted() {
    return wire(
        """
        HTTP/1.1 202 Accepted
        Content-Type: application/json
        Content-Length: 15

        {"status":"OK"}""");
  }

  private static byte[] wire(String lines) {
    return lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
