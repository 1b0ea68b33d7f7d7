package dev.nextloop.samples.stream;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.stream.OutputStreamSource;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Streams as many squares as the event says. */
public final class Table implements EventHandler<String, Reply> {
  @Override
  public Future<Reply> handle(String event, Invocation invocation) {
    long rows = rows(event.strip());
    return Future.succeededFuture(
        new Reply.Stream("text/csv", new OutputStreamSource(invocation, out -> write(rows, out))));
  }

  private static long rows(String event) {
    try {
      return Long.parseLong(event);
    } catch (NumberFormatException e) {
      throw new FunctionError("Function.NoNumber", "the event must be a number of rows", e);
    }
  }

  /** Waits whenever the reader is slower. */
  private static void write(long rows, OutputStream out) throws IOException {
    for (long row = 1; row <= rows; row++) {
      out.write((row + "," + row * row + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
