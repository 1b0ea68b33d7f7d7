package dev.nextloop.awscore.internal;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.awscore.internal.call.AnswerBytes;
import dev.nextloop.awscore.internal.call.EventStream;
import dev.nextloop.spi.Body;
import dev.nextloop.stream.OutputStreamSource;
import io.vertx.core.Future;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;

/** An unchanged handler of AWS's Java client behind the one interface that lanes call. */
public final class AwsHandler implements EventHandler<Body, Reply> {
  private static final String JSON = "application/json";
  private static final int LEAST_ROOM = 1 << 10;
  private static final int MOST_ROOM = 8 << 20;

  private final FunctionCall function;
  private final boolean concurrent;
  private final boolean streams;
  // A guess: answers of one function are often of one size. Losing an update costs a copy.
  private volatile int room = LEAST_ROOM;

  /**
   * A handler.
   *
   * @param concurrent whether several invocations run at once
   * @param streams whether what the function writes is sent while it writes
   */
  public AwsHandler(FunctionCall function, boolean concurrent, boolean streams) {
    this.function = function;
    this.concurrent = concurrent;
    this.streams = streams;
  }

  @Override
  public Future<Reply> handle(Body event, Invocation invocation) {
    ByteBuffer bytes = ((Body.Whole) event).bytes();
    if (streams) {
      invocation.keep();
      // The handler's future is complete before its code runs, and the event's memory is ours only
      // until then.
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
      OutputStreamSource.Writer writer = new Streamed(copy, invocation);
      return Future.succeededFuture(
          new Reply.Stream(JSON, new OutputStreamSource(invocation, writer)));
    }
    Callable<Reply> work = new Buffered(bytes, invocation);
    return concurrent ? invocation.blocking(work) : invocation.blockingAll(work);
  }

  private final class Buffered implements Callable<Reply> {
    private final ByteBuffer event;
    private final Invocation invocation;

    Buffered(ByteBuffer event, Invocation invocation) {
      this.event = event;
      this.invocation = invocation;
    }

    @Override
    public Reply call() throws Exception {
      AnswerBytes out = new AnswerBytes(room);
      EventStream in = new EventStream(event);
      try {
        function.run(in, out, invocation);
      } finally {
        in.end();
      }
      ByteBuffer answer = out.written();
      room = Math.max(LEAST_ROOM, Math.min(MOST_ROOM, answer.remaining()));
      return Reply.json(answer);
    }
  }

  private final class Streamed implements OutputStreamSource.Writer {
    private final ByteBuffer event;
    private final Invocation invocation;

    Streamed(ByteBuffer event, Invocation invocation) {
      this.event = event;
      this.invocation = invocation;
    }

    @Override
    public void write(OutputStream out) throws Exception {
      function.run(new EventStream(event), out, invocation);
    }
  }
}
