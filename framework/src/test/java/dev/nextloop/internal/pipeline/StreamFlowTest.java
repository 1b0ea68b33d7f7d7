package dev.nextloop.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.Reply;
import dev.nextloop.internal.wire.RequestWriter;
import dev.nextloop.spi.ByteSink;
import dev.nextloop.spi.LaneLoop;
import dev.nextloop.spi.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much of a stream waits, to the byte: over a channel that takes what a test lets it take. */
class StreamFlowTest {
  private static final int PIECE = 10_000;

  private final Throttle channel = new Throttle();
  private final StreamOutbox outbox = new StreamOutbox(new RequestWriter("a:1", "test"));
  private StreamSink sink;

  /** A channel with room for so many bytes. */
  private static final class Throttle implements GatheringByteChannel {
    long room;
    long taken;

    @Override
    public long write(ByteBuffer[] parts, int offset, int length) {
      long before = taken;
      for (int i = offset; i < offset + length; i++) {
        write(parts[i]);
      }
      return taken - before;
    }

    @Override
    public long write(ByteBuffer[] parts) {
      return write(parts, 0, parts.length);
    }

    @Override
    public int write(ByteBuffer part) {
      int count = (int) Math.min(room, part.remaining());
      part.position(part.position() + count);
      room -= count;
      taken += count;
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  /** A loop that runs nothing: the test itself writes. */
  private static final class Waiting implements LaneLoop {
    @Override
    public void execute(Runnable task) {
      assertThat(task).isNotNull();
    }

    @Override
    public boolean inLoop() {
      return true;
    }

    @Override
    public Timer timer(long delayNanos, Runnable task) {
      throw new UnsupportedOperationException("no timer is needed");
    }
  }

  @BeforeEach
  void begin() {
    sink = new StreamSink(new Waiting(), null);
    Reply.Stream reply = new Reply.Stream("text/plain", unused -> {});
    outbox.begin("id", null, new Outcome.Streamed(reply, cause -> null), sink);
    outbox.open();
  }

  private int fill() {
    int written = 0;
    do {
      written += PIECE;
    } while (!sink.write(ByteBuffer.allocate(PIECE)));
    return written;
  }

  @Test
  void asksForNoMoreThanOnePieceAboveTheHighWaterMark() throws IOException {
    int first = fill();
    assertThat(first).isBetween(ByteSink.HIGH_WATER, ByteSink.HIGH_WATER + PIECE);
    AtomicInteger drained = new AtomicInteger();
    sink.onDrain(drained::incrementAndGet);
    long asked = first;
    for (int turn = 0; turn < 1_000; turn++) {
      channel.room = 7_777;
      outbox.writeTo(channel);
      if (drained.getAndSet(0) > 0) {
        asked += fill();
        sink.onDrain(drained::incrementAndGet);
      }
      assertThat(asked - channel.taken).isLessThanOrEqualTo(ByteSink.HIGH_WATER + PIECE);
    }
    assertThat(channel.taken).as("never starved for long").isGreaterThan(7_000_000L);
  }

  @Test
  void sendsNothingBeforeItMayAndLosesNothingWithAConnectionUntilThen() throws IOException {
    Reply.Stream reply = new Reply.Stream("text/plain", unused -> {});
    outbox.begin("id", null, new Outcome.Streamed(reply, cause -> null), sink);
    channel.room = Long.MAX_VALUE;
    sink.write(ByteBuffer.allocate(PIECE));

    assertThat(outbox.writeTo(channel)).isTrue();
    assertThat(channel.taken).isZero();
    outbox.drop();
    outbox.open();
    assertThat(outbox.writeTo(channel)).isTrue();
    assertThat(channel.taken).isGreaterThan(PIECE);
  }

  @Test
  void movesTheMarkForOneStream() {
    sink.limit(3 * PIECE);
    assertThat(fill()).isEqualTo(4 * PIECE);
    assertThat(sink.isFull()).isTrue();
    assertThatThrownBy(() -> sink.limit(0)).hasMessageContaining("highWater is 0");
  }

  @Test
  void leavesTheLoopToOthersWhileItsSourceNeverPauses() throws IOException {
    channel.room = Long.MAX_VALUE;
    Runnable endless =
        new Runnable() {
          @Override
          public void run() {
            fill();
            sink.onDrain(this);
          }
        };
    endless.run();
    assertThat(outbox.writeTo(channel)).isFalse();
    assertThat(channel.taken).isBetween(1L << 20, 4L << 20);
  }
}
