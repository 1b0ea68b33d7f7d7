package dev.nextloop.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nextloop.FunctionError;
import dev.nextloop.spi.EncodedFailure;
import dev.nextloop.spi.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Error documents of throwables that behave, and of those that don't. */
class ErrorEncoderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ErrorEncoder encoder = new ErrorEncoder("/var/task");

  private record Posted(Outcome.Failure failure, JsonNode body, JsonNode cause) {
    String message() {
      return body.path("errorMessage").asText();
    }

    String type() {
      return body.path("errorType").asText();
    }
  }

  /** Encodes, and checks what must hold for every failure. */
  private Posted encode(Throwable failure) throws Exception {
    Outcome.Failure encoded = encoder.encode(failure, "Runtime.UserException");
    byte[] body = new byte[encoded.body().remaining()];
    encoded.body().get(encoded.body().position(), body);
    assertThat(encoded.type()).matches("[A-Za-z0-9_.$-]{1,256}");
    assertThat(new String(body, StandardCharsets.ISO_8859_1)).matches("[ -~\\x7f]*");
    String cause = encoded.cause();
    if (cause != null) {
      assertThat(cause).matches("[ -~]*").hasSizeLessThan(64 << 10);
    }
    return new Posted(encoded, JSON.readTree(body), cause == null ? null : JSON.readTree(cause));
  }

  @Example
  void namesTypeMessageStackAndCause() throws Exception {
    Posted posted = encode(new IllegalStateException("boom", new RuntimeException("below")));
    assertThat(posted.failure().type()).isEqualTo("Runtime.UserException");
    assertThat(posted.type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(posted.message()).isEqualTo("boom");
    assertThat(posted.cause().path("working_directory").asText()).isEqualTo("/var/task");
    assertThat(posted.cause().path("exceptions").findValuesAsText("message"))
        .containsExactly("boom", "below");
  }

  private static final class Encoded extends RuntimeException implements EncodedFailure {
    private static final long serialVersionUID = 1L;
    private final transient Outcome.Failure outcome;

    Encoded(Outcome.Failure outcome) {
      super("not asked", null);
      this.outcome = outcome;
    }

    @Override
    public Outcome.Failure outcome() {
      return Objects.requireNonNull(outcome);
    }
  }

  @Example
  void aFailureThatIsEncodedAlreadyIsPostedAsItSays() throws Exception {
    byte[] body = "{\"errorMessage\":\"its own\"}".getBytes(StandardCharsets.US_ASCII);
    Outcome.Failure own =
        new Outcome.Failure(ByteBuffer.wrap(body), "Runtime.BadFunctionCode", null);
    assertThat(encode(new Encoded(own)).failure()).isSameAs(own);
    assertThat(encode(new Encoded(null)).message()).isEqualTo("error details unavailable");
  }

  @Example
  void aFunctionErrorChoosesItsType() throws Exception {
    Posted posted = encode(new FunctionError("Function.OrderUnknown", "no 7"));
    assertThat(posted.failure().type()).isEqualTo("Function.OrderUnknown");
    assertThat(posted.type()).isEqualTo("Function.OrderUnknown");
  }

  @Property(tries = 300)
  void anyTypeAndMessageComeOutAsValidJson(@ForAll String type, @ForAll String message)
      throws Exception {
    encode(new FunctionError(type, message));
  }

  @Example
  void aTypeCanNotInjectAHeader() throws Exception {
    assertThat(encode(new FunctionError("A\r\nX: y", "m")).failure().type()).isEqualTo("AXy");
    assertThat(encode(new FunctionError("\u00e9 ", "m")).failure().type())
        .isEqualTo("Function.Unknown");
  }

  @Example
  void oddMessagesStayOneLineOfAscii() throws Exception {
    String odd = "a\r\nb\u007f\u00e9\ud83d\ude00\u2028\0";
    Posted posted = encode(new RuntimeException(odd));
    assertThat(posted.message()).isEqualTo(odd);
    assertThat(posted.cause().at("/exceptions/0/message").asText()).isEqualTo(odd);
  }

  @Example
  void aLoneSurrogateDoesNotStopTheAnswer() throws Exception {
    assertThat(encode(new RuntimeException("x\ud83d")).type()).endsWith("RuntimeException");
    assertThat(encode(new RuntimeException("\ude00x")).type()).endsWith("RuntimeException");
  }

  @Example
  void aHugeMessageIsCutBetweenCharacters() throws Exception {
    Posted posted = encode(new RuntimeException("x" + "\ud83d\ude00".repeat(500_000)));
    assertThat(posted.message().length()).isBetween(60_000, 65_536);
    assertThat(posted.message()).endsWith("\ud83d\ude00");
    assertThat(encode(new RuntimeException("\u00e9".repeat(1 << 20))).message()).isNotEmpty();
  }

  @Example
  void withoutAMessageTheClassIsNamed() throws Exception {
    assertThat(encode(new NullPointerException()).message())
        .isEqualTo("java.lang.NullPointerException");
  }

  @Example
  void causesMayBiteTheirOwnTail() throws Exception {
    RuntimeException a = new RuntimeException("a");
    RuntimeException b = new RuntimeException("b", a);
    a.initCause(b);
    assertThat(encode(a).cause().path("exceptions")).hasSize(2);
  }

  @Example
  void aLongChainOfCausesIsCut() throws Exception {
    Throwable chain = new RuntimeException("0");
    for (int i = 1; i < 5_000; i++) {
      chain = new RuntimeException(String.valueOf(i), chain);
    }
    Posted posted = encode(chain);
    assertThat(posted.message()).isEqualTo("4999");
    if (posted.cause() != null) {
      assertThat(posted.cause().path("exceptions").size()).isLessThanOrEqualTo(16);
    }
  }

  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message for you");
    }
  }

  private static final class Overflowing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }
  }

  private static final class NoStack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public StackTraceElement[] getStackTrace() {
      return null;
    }
  }

  @Example
  void aThrowableWhoseMethodsThrowIsAnsweredAllTheSame() throws Exception {
    for (Throwable hostile : new Throwable[] {new Hostile(), new Overflowing()}) {
      Posted posted = encode(hostile);
      assertThat(posted.message()).isEqualTo("error details unavailable");
      assertThat(posted.type()).isEqualTo(hostile.getClass().getName());
    }
    assertThat(encode(new RuntimeException("top", new Hostile())).message()).isEqualTo("top");
    assertThat(encode(new RuntimeException("top", new Overflowing())).message()).isEqualTo("top");
    assertThat(encode(new NoStack()).body().path("stackTrace")).isEmpty();
  }

  @Example
  void theStackEndsAtTheFrameworksBorderAndAtAHundredFrames() throws Exception {
    RuntimeException e = new RuntimeException("x");
    e.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("shop.Order", "read", "Order.java", 7),
          new StackTraceElement("dev.nextloop.internal.loop.Guard", "handle", "Guard.java", 1),
          new StackTraceElement("java.lang.Thread", "run", "Thread.java", 1)
        });
    Posted posted = encode(e);
    assertThat(posted.body().path("stackTrace")).hasSize(1);
    assertThat(posted.body().at("/stackTrace/0").asText())
        .isEqualTo("shop.Order.read(Order.java:7)");
    assertThat(posted.cause().at("/exceptions/0/stack/0").toString())
        .isEqualTo("{\"label\":\"read\",\"path\":\"Order.java\",\"line\":7}");
    StackTraceElement[] deep = new StackTraceElement[5_000];
    java.util.Arrays.fill(deep, new StackTraceElement("shop.\u00c4rger", "r\u00fchr", null, -1));
    e.setStackTrace(deep);
    assertThat(encode(e).body().path("stackTrace")).hasSize(100);
    assertThat(encode(e).cause().path("paths").get(0).asText()).isEqualTo("\u00c4rger.java");
  }

  @Example
  void aCauseOf64KibOrMoreIsLeftOut() throws Exception {
    RuntimeException e = new RuntimeException("x");
    StackTraceElement[] wide = new StackTraceElement[50];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = new StackTraceElement("a.B", "m".repeat(2_000), "F" + i, i);
    }
    e.setStackTrace(wide);
    Posted posted = encode(e);
    assertThat(posted.cause()).isNull();
    assertThat(posted.message()).isEqualTo("x");
  }

  @Example
  void outOfMemoryIsWrittenWithoutAllocatingMuch() throws Exception {
    Posted posted = encode(new OutOfMemoryError("Java heap space"));
    assertThat(posted.type()).isEqualTo("java.lang.OutOfMemoryError");
    assertThat(posted.cause()).isNull();
  }
}
