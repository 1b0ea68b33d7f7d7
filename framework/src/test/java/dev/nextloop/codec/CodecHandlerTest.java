package dev.nextloop.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.Reply;
import dev.nextloop.spi.Body;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A typed handler between its codecs, and the codecs that need no library. */
class CodecHandlerTest {
  /** Nobody looks at it here. */
  private static final Invocation ANY =
      (Invocation)
          Proxy.newProxyInstance(
              Invocation.class.getClassLoader(),
              new Class<?>[] {Invocation.class},
              (proxy, method, arguments) -> null);

  private static final byte[] ALL = new byte[256];

  static {
    for (int i = 0; i < 256; i++) {
      ALL[i] = (byte) i;
    }
  }

  private static Body.Whole event(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 5);
    buffer.position(5);
    return new Body.Whole(buffer.put(bytes).flip().position(5));
  }

  private static byte[] body(Reply reply) {
    ByteBuffer body = ((Reply.Bytes) reply).body();
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    return bytes;
  }

  private static <T> Future<Reply> echo(Codec<T> codec, byte[] bytes) throws Exception {
    EventHandler<T, T> handler = (event, invocation) -> Future.succeededFuture(event);
    return new CodecHandler<>(codec, codec, handler).handle(event(bytes), ANY);
  }

  @Test
  void bytesAndBuffersCarryEveryByte() throws Exception {
    assertThat(body(echo(new BytesCodec(), ALL).result())).isEqualTo(ALL);
    assertThat(body(echo(new BufferCodec(), ALL).result())).isEqualTo(ALL);
    assertThat(body(echo(new BytesCodec(), new byte[0]).result())).isEmpty();
    assertThat(body(new BytesCodec().encode(null))).asString().isEqualTo("null");
    assertThat(body(new BufferCodec().encode(null))).asString().isEqualTo("null");
    assertThat(new BufferCodec().decode(event(ALL).bytes())).isEqualTo(Buffer.buffer(ALL));
  }

  @Test
  void textIsUtf8AsItStandsWithNulAndByteOrderMark() throws Exception {
    byte[] text = "\ufeff\"h\u00e9\0\"".getBytes(StandardCharsets.UTF_8);
    assertThat(body(echo(new TextCodec(), text).result())).isEqualTo(text);
    assertThatThrownBy(() -> echo(new TextCodec(), ALL))
        .isInstanceOfSatisfying(
            FunctionError.class, e -> assertThat(e.type()).isEqualTo("Runtime.UnmarshalError"));
  }

  @Test
  void voidIsNullBothWays() throws Exception {
    assertThat(body(echo(new VoidCodec(), ALL).result())).asString().isEqualTo("null");
  }

  private static Codec<String> encodingFailsWith(Throwable failure) {
    return new Codec<>() {
      @Override
      public String decode(ByteBuffer event) {
        return "";
      }

      @Override
      public Reply encode(String result) throws Exception {
        if (failure instanceof Error error) {
          throw error;
        }
        throw (Exception) failure;
      }
    };
  }

  @Test
  void aResultThatCanNotBeEncodedIsAMarshalErrorWhenItIsThereAndWhenItComes() throws Exception {
    for (Throwable failure : new Throwable[] {new StackOverflowError(), new Exception("SECRET")}) {
      assertThatThrownBy(() -> echo(encodingFailsWith(failure), ALL))
          .isInstanceOfSatisfying(
              FunctionError.class, e -> assertThat(e.type()).isEqualTo("Runtime.MarshalError"));
      Promise<String> later = Promise.promise();
      Future<Reply> reply =
          new CodecHandler<>(
                  new TextCodec(), encodingFailsWith(failure), (event, call) -> later.future())
              .handle(event(new byte[0]), ANY);
      later.complete("x");
      assertThat(reply.cause())
          .isInstanceOfSatisfying(
              FunctionError.class, e -> assertThat(e.type()).isEqualTo("Runtime.MarshalError"))
          .hasMessageNotContaining("SECRET");
    }
  }

  @Test
  void aFailureAndANullFutureOfTheHandlersArePassedOn() throws Exception {
    IllegalStateException failure = new IllegalStateException();
    EventHandler<byte[], byte[]> failing = (event, call) -> Future.failedFuture(failure);
    BytesCodec codec = new BytesCodec();
    assertThat(new CodecHandler<>(codec, codec, failing).handle(event(ALL), ANY).cause())
        .isSameAs(failure);
    EventHandler<byte[], byte[]> nothing = (event, call) -> null;
    assertThat(new CodecHandler<>(codec, codec, nothing).handle(event(ALL), ANY)).isNull();
  }
}
