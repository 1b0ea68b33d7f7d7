package dev.nextloop.awscore.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The event's stream beside the one that AWS's client gives. */
class EventStreamTest {
  private static final byte[] EVENT = {1, 2, 3, -1, 0, 6, 7, 8, 9};

  private static EventStream stream() {
    ByteBuffer memory = ByteBuffer.allocateDirect(20);
    memory.position(5).put(EVENT).position(5).limit(5 + EVENT.length);
    return new EventStream(memory);
  }

  @Test
  void doesWhatAnArraysStreamDoes() throws IOException {
    Random random = new Random(7);
    for (int run = 0; run < 500; run++) {
      InputStream ours = stream();
      InputStream theirs = new ByteArrayInputStream(EVENT);
      for (int step = 0; step < 12; step++) {
        int action = random.nextInt(8);
        int count = random.nextInt(5);
        assertThat(act(ours, action, count)).isEqualTo(act(theirs, action, count));
      }
    }
  }

  private static String act(InputStream in, int action, int count) throws IOException {
    byte[] into = new byte[6];
    return switch (action) {
      case 0 -> "" + in.read();
      case 1 -> in.read(into, 1, count) + java.util.Arrays.toString(into);
      case 2 -> "" + in.skip(count - 1);
      case 3 -> "" + in.available();
      case 4 -> {
        in.mark(count);
        yield "" + in.markSupported();
      }
      case 5 -> {
        in.reset();
        yield "";
      }
      case 6 -> {
        in.close();
        yield "";
      }
      default -> java.util.Arrays.toString(count == 0 ? in.readAllBytes() : in.readNBytes(count));
    };
  }

  @Test
  void endsWithItsInvocation() {
    EventStream stream = stream();
    stream.end();
    assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("gone");
    assertThatThrownBy(() -> stream.read(new byte[1])).isInstanceOf(IOException.class);
    assertThatThrownBy(stream::available).isInstanceOf(IOException.class);
  }
}
