package dev.nextloop.internal.vertx;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;

/** The bytes of Vert.x's buffers. */
public final class BufferBytes {
  private BufferBytes() {}

  /** The bytes where they lie, without a copy. */
  public static ByteBuffer of(Buffer buffer) {
    return ((BufferInternal) buffer).getByteBuf().nioBuffer();
  }

  /** A buffer over the same memory, without a copy; what is appended goes to memory of its own. */
  public static Buffer over(ByteBuffer bytes) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
  }
}
