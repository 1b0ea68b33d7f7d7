package dev.nextloop.benchmarks;

import java.nio.charset.StandardCharsets;

/** What a Runtime API sends for one poll, as the benchmarks of this package play it. */
final class EventBytes {

  static final String REQUEST_ID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";

  private EventBytes() {}

  /** Answer to a poll: a head as the platform writes it, and a body of this many letters. */
  static byte[] polled(int size) {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + "Lambda-Runtime-Aws-Request-Id: "
            + REQUEST_ID
            + "\r\nLambda-Runtime-Deadline-Ms: 4102444800000\r\n"
            + "Lambda-Runtime-Invoked-Function-Arn: "
            + "arn:aws:lambda:eu-west-1:012345678912:function:echo\r\n"
            + "Lambda-Runtime-Trace-Id: "
            + "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0\r\n"
            + "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Length: "
            + size
            + "\r\n\r\n";
    return (head + "x".repeat(size)).getBytes(StandardCharsets.US_ASCII);
  }

  /** Answer to a post. */
  static byte[] accepted() {
    String text =
        "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n"
            + "{\"status\":\"OK\"}\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
