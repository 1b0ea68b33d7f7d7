package dev.nextloop.shell.internal;

import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.TraceHeader;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * One invocation on its way through the shell.
 *
 * @param event the payload; the client's memory, not to be read after {@code result} is complete
 * @param facts what the worker reads first: request id, deadline, trace, ARN, a line each
 * @param over completes when there is nothing more to wait for
 * @param result for the client
 */
record Call(ByteBuffer event, String facts, CompletableFuture<Ending> over, Promise<Reply> result) {

  /** Longest event that is an argument: leaves a quarter of what Linux lets one argument have. */
  static final int LONGEST_ARGUMENT = 96 * 1024;

  static Call of(ByteBuffer event, Invocation invocation) {
    String facts =
        line(invocation.requestId())
            + line(Long.toString(invocation.deadline().toEpochMilli()))
            + line(invocation.trace().map(TraceHeader::value).orElse(""))
            + line(invocation.functionArn().orElse(""));
    return new Call(event.duplicate(), facts, new CompletableFuture<>(), Promise.promise());
  }

  private static String line(String value) {
    // A line end in a fact would shift all that follows; no header has one, so nothing is lost.
    return value.replaceAll("\\p{Cntrl}", " ") + "\n";
  }

  /** Whether the event can be an argument: short enough, and without NUL. */
  boolean isArgument() {
    if (event.remaining() > LONGEST_ARGUMENT) {
      return false;
    }
    for (int i = event.position(); i < event.limit(); i++) {
      if (event.get(i) == 0) {
        return false;
      }
    }
    return true;
  }

  /** What the worker reads: the facts, the event's size in bytes and in lines, and the event. */
  byte[] request() {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(facts.getBytes(StandardCharsets.UTF_8));
    if (!isArgument()) {
      request.writeBytes("- 0\n".getBytes(StandardCharsets.UTF_8));
      return request.toByteArray();
    }
    byte[] bytes = new byte[event.remaining()];
    event.duplicate().get(bytes);
    int lines = 1;
    for (byte each : bytes) {
      lines += each == '\n' ? 1 : 0;
    }
    request.writeBytes((bytes.length + " " + lines + "\n").getBytes(StandardCharsets.UTF_8));
    request.writeBytes(bytes);
    request.write('\n');
    return request.toByteArray();
  }
}
