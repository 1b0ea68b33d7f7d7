package dev.nextloop.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.codec.BufferCodec;
import dev.nextloop.codec.BytesCodec;
import dev.nextloop.codec.JacksonCodec;
import dev.nextloop.codec.TextCodec;
import dev.nextloop.codec.VoidCodec;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What handler classes say of their types, directly and by inheritance. */
class HandlerTypesTest {
  /** An order. */
  public record Order(String id) {}

  abstract static class Base<A, B> implements EventHandler<B, A> {
    @Override
    public Future<A> handle(B event, Invocation invocation) {
      return null;
    }
  }

  abstract static class Middle<X> extends Base<X, String> {}

  static final class Inherited extends Middle<byte[]> {}

  interface Batch<T> extends EventHandler<List<T>, Void> {}

  static final class Orders implements Batch<Order> {
    @Override
    public Future<Void> handle(List<Order> event, Invocation invocation) {
      return null;
    }
  }

  private static Object firstOf(Class<?> handler, String event) throws Exception {
    return HandlerTypes.codec(HandlerTypes.of(handler)[0])
        .decode(ByteBuffer.wrap(event.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void typesAreFoundThroughSuperclasses() {
    assertThat(HandlerTypes.of(Inherited.class)).containsExactly(String.class, byte[].class);
  }

  @Test
  void typesInsideOfTypesAreFoundThroughInterfaces() throws Exception {
    assertThat(firstOf(Orders.class, "[{\"id\":\"7\"}]")).isEqualTo(List.of(new Order("7")));
  }

  @Test
  void openTypesAreRefused() {
    EventHandler<byte[], byte[]> lambda = (event, invocation) -> null;
    assertThatThrownBy(() -> HandlerTypes.of(lambda.getClass()))
        .isInstanceOf(FunctionError.class)
        .hasMessageContaining("does not say which types its EventHandler has");
  }

  @Test
  void eachTypeHasItsCodec() {
    assertThat(HandlerTypes.codec(byte[].class)).isInstanceOf(BytesCodec.class);
    assertThat(HandlerTypes.codec(String.class)).isInstanceOf(TextCodec.class);
    assertThat(HandlerTypes.codec(Void.class)).isInstanceOf(VoidCodec.class);
    assertThat(HandlerTypes.codec(Buffer.class)).isInstanceOf(BufferCodec.class);
    assertThat(HandlerTypes.codec(Order.class)).isInstanceOf(JacksonCodec.class);
  }
}
