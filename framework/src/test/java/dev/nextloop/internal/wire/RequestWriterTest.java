package dev.nextloop.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The six requests, byte for byte. */
class RequestWriterTest {
  private static final String COMMON =
      " HTTP/1.1\r\nHost: 127.0.0.1:9001\r\nUser-Agent: nextloop/1 java/17\r\n";
  private static final String RUNTIME = "/2018-06-01/runtime/";

  private final RequestWriter writer = new RequestWriter("127.0.0.1:9001", "nextloop/1 java/17");

  private static String written(Consumer<ByteBuffer> request) {
    ByteBuffer out = ByteBuffer.allocate(2_000);
    out.position(7);
    request.accept(out);
    return new String(out.array(), 7, out.position() - 7, StandardCharsets.ISO_8859_1);
  }

  @Test
  void next() {
    assertThat(written(writer::next))
        .isEqualTo("GET " + RUNTIME + "invocation/next" + COMMON + "\r\n");
  }

  @Test
  void restoreNext() {
    assertThat(written(writer::restoreNext))
        .isEqualTo("GET " + RUNTIME + "restore/next" + COMMON + "\r\n");
  }

  @Test
  void response() {
    assertThat(written(out -> writer.response(out, "id-1", null, "text/plain", 0)))
        .isEqualTo(
            "POST "
                + RUNTIME
                + "invocation/id-1/response"
                + COMMON
                + "Content-Type: text/plain\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void responseOfADelivery() {
    assertThat(written(out -> writer.response(out, "id-1", "d2", "application/json", 6_291_556)))
        .endsWith("json\r\nLambda-Runtime-Invocation-Id: d2\r\nContent-Length: 6291556\r\n\r\n");
  }

  @Test
  void failures() {
    for (String path :
        new String[] {
          RuntimePaths.INVOCATION + "id-1" + RuntimePaths.ERROR,
          RuntimePaths.INIT_ERROR,
          RuntimePaths.RESTORE_ERROR
        }) {
      assertThat(written(out -> writer.failure(out, path, null, "Function.X", "{}", 10)))
          .isEqualTo(
              "POST "
                  + path
                  + COMMON
                  + "Content-Type: application/json\r\n"
                  + "Lambda-Runtime-Function-Error-Type: Function.X\r\n"
                  + "Lambda-Runtime-Function-XRay-Error-Cause: {}\r\n"
                  + "Content-Length: 10\r\n\r\n");
    }
  }

  @Test
  void aFailureWithoutACause() {
    assertThat(written(out -> writer.failure(out, "/p", "d2", "T", null, 1)))
        .isEqualTo(
            "POST /p"
                + COMMON
                + "Content-Type: application/json\r\nLambda-Runtime-Function-Error-Type: T\r\n"
                + "Lambda-Runtime-Invocation-Id: d2\r\nContent-Length: 1\r\n\r\n");
  }

  @Test
  void theOverheadCoversAllButTheTextPassedIn() {
    String head = written(out -> writer.failure(out, "", "", "", "", Integer.MAX_VALUE));
    assertThat(head.length()).isLessThan(writer.overhead());
    assertThat(written(out -> writer.response(out, "", "", "", Integer.MAX_VALUE)).length())
        .isLessThan(writer.overhead());
  }
}
