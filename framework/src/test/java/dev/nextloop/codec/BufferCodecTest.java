package dev.nextloop.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.Reply;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BufferCodecTest {
  private final BufferCodec codec = new BufferCodec();

  private static ByteBuffer direct(String text) {
    return ByteBuffer.allocateDirect(64).put(("xx" + text).getBytes(UTF_8)).flip().position(2);
  }

  @Test
  void looksAtTheEventWhereItLies() {
    ByteBuffer memory = direct("abc");
    Buffer event = codec.decode(memory);
    assertThat(event.toString()).isEqualTo("abc");
    memory.put(2, (byte) 'X');
    assertThat(event.toString()).isEqualTo("Xbc");
    assertThat(memory.position()).isEqualTo(2);
  }

  @Test
  void letsAHandlerAppendToItsEvent() {
    ByteBuffer memory = direct("abc");
    assertThat(codec.decode(memory).appendString("def").toString()).isEqualTo("abcdef");
  }

  @Test
  void copiesWhatIsToBeKept() {
    ByteBuffer memory = direct("abc");
    Buffer kept = codec.decode(memory).copy();
    memory.put(2, (byte) 'X');
    assertThat(kept.toString()).isEqualTo("abc");
  }

  @Test
  void sendsAResultFromWhereItLies() {
    Reply.Bytes reply = (Reply.Bytes) codec.encode(Buffer.buffer("result"));
    assertThat(UTF_8.decode(reply.body().duplicate()).toString()).isEqualTo("result");
    assertThat(codec.decode(reply.body()).toString()).isEqualTo("result");
  }
}
