package dev.nextloop.benchmarks;

import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.internal.wire.RequestWriter;
import dev.nextloop.internal.wire.ResponseParser;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Outcome;
import dev.nextloop.spi.RuntimeApi;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * A transport without sockets: parses events and writes answers as the engine {@code direct} does,
 * but from memory to memory. Its loop is the thread that calls; no time passes there, so timers
 * never fire.
 */
final class MemoryEngine implements Engine, LaneLoop {
  private final ByteBuffer received;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<Lane> lanes = new ArrayList<>();
  private long answered;

  /** An engine whose events have this many bytes. */
  MemoryEngine(int size) {
    byte[] bytes = EventBytes.polled(size);
    received = ByteBuffer.allocateDirect(bytes.length).put(bytes);
  }

  /** Hands one event to each lane that polls; each is answered on the way if its handler is. */
  void invoke() {
    runTasks();
    for (Lane lane : lanes) {
      lane.deliver();
    }
  }

  /** Runs what lanes left for later. */
  void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  long answered() {
    return answered;
  }

  @Override
  public LaneLoop loop() {
    return this;
  }

  @Override
  public RuntimeApi connect(Endpoint endpoint) {
    Lane lane = new Lane(endpoint);
    lanes.add(lane);
    return lane;
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public Timer timer(long delayNanos, Runnable task) {
    return () -> {};
  }

  private final class Lane implements RuntimeApi {
    private final ResponseParser parser = new ResponseParser();
    private final ByteBuffer payload = received.duplicate();
    private final ByteBuffer out = ByteBuffer.allocate(received.capacity() + (4 << 10));
    private final RequestWriter writer;
    private Events events;
    private boolean polls;

    Lane(Endpoint endpoint) {
      writer = new RequestWriter(endpoint.authority(), "benchmark");
    }

    void deliver() {
      if (polls) {
        polls = false;
        parser.reset();
        parser.parse(received);
        payload.limit(parser.bodyEnd()).position(parser.bodyStart());
        events.polled(parser.event(new Body.Whole(payload)));
      }
    }

    @Override
    public void open(Events hears) {
      events = hears;
    }

    @Override
    public void poll() {
      polls = true;
    }

    @Override
    public void answer(Invocation invocation, Outcome outcome, After after) {
      Reply.Bytes reply = (Reply.Bytes) ((Outcome.Success) outcome).reply();
      ByteBuffer body = reply.body();
      int length = body.remaining();
      out.clear();
      writer.response(out, invocation.requestId(), null, reply.contentType(), length);
      out.put(out.position(), body, body.position(), length).position(out.position() + length);
      polls = after == After.POLL;
      if (polls) {
        writer.next(out);
      }
      answered++;
      events.posted(202);
    }

    @Override
    public void leavePayload() {
      throw new UnsupportedOperationException("no deadline passes in memory");
    }

    @Override
    public void initError(Outcome.Failure failure) {
      throw new UnsupportedOperationException("init can't fail in memory");
    }

    @Override
    public void restoreNext() {
      throw new UnsupportedOperationException("no snapshot is taken in memory");
    }

    @Override
    public void restoreError(Outcome.Failure failure) {
      throw new UnsupportedOperationException("no snapshot is taken in memory");
    }

    @Override
    public Future<Void> close() {
      polls = false;
      return Future.succeededFuture();
    }
  }
}
