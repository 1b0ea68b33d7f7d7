package dev.nextloop.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.testkit.Replies;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Responses one behind the other, as pipelining brings them: each ends exactly where it ends. */
class ResponseStreamTest {
  /** A response, the bytes of it as characters. */
  private record Sent(int status, String body, String bytes) {
    /** Status and body, the way Netty's result is told as well. */
    String told() {
      return status + " " + body;
    }
  }

  @Provide
  Arbitrary<Sent> responses() {
    return Combinators.combine(
            Arbitraries.of(200, 202, 204, 413, 503),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
            Arbitraries.integers().between(0, 100),
            Arbitraries.of("", ";a", ";name=\"v w\"", " ; x"),
            Arbitraries.integers().between(0, 2))
        .as(ResponseStreamTest::response);
  }

  /** Chunks of this size, or a length where it is 0; and so many interim responses before it. */
  private static Sent response(int status, byte[] body, int chunk, String extension, int interim) {
    String statusLine = "HTTP/1.1 " + status + " Some reason";
    String before = "HTTP/1.1 103 Early\r\nA: b\r\n\r\n".repeat(interim);
    if (status == 204) {
      return new Sent(status, "", before + text(Replies.raw(statusLine, List.of(), new byte[0])));
    }
    String framing = chunk == 0 ? "content-length:" + body.length : "Transfer-Encoding: Chunked ";
    byte[] framed = chunk == 0 ? body : Replies.chunks(body, chunk, extension, "A: b", "C: d");
    byte[] response = Replies.raw(statusLine, List.of("X-Y: z", framing), framed);
    return new Sent(status, text(body), before + text(response));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Property(tries = 500)
  void areReadAsTheyWereSentHoweverTheyAreCut(
      @ForAll @Size(min = 1, max = 4) List<@From("responses") Sent> sent,
      @ForAll long seed,
      @ForAll boolean direct) {
    byte[] stream = bytes(sent.stream().map(Sent::bytes).collect(Collectors.joining()));
    Random random = new Random(seed);
    int most = 1 + random.nextInt(stream.length);
    List<String> read =
        ParserUnderTest.read(stream, direct, (byte) random.nextInt(), () -> random.nextInt(most));
    assertThat(read).isEqualTo(ReferenceParser.read(stream)).endsWith("MORE");
    assertThat(read.subList(0, read.size() - 1))
        .extracting(line -> line.replaceFirst("(?s) true \\[.*?\\]", ""))
        .isEqualTo(sent.stream().map(Sent::told).toList())
        .isEqualTo(netty(stream));
  }

  /** What Netty makes of it; it tells of interim responses too. */
  private static List<String> netty(byte[] stream) {
    EmbeddedChannel channel =
        new EmbeddedChannel(new HttpResponseDecoder(), new HttpObjectAggregator(1 << 20));
    List<String> told = new ArrayList<>();
    try {
      channel.writeInbound(Unpooled.wrappedBuffer(stream));
      for (FullHttpResponse response; (response = channel.readInbound()) != null; ) {
        assertThat(response.decoderResult().isSuccess()).isTrue();
        if (response.status().code() >= 200) {
          String body = response.content().toString(StandardCharsets.ISO_8859_1);
          told.add(response.status().code() + " " + body);
        }
        response.release();
      }
    } finally {
      channel.finishAndReleaseAll();
    }
    return told;
  }

  @Property(tries = 200)
  void areNeverCompleteBeforeTheirLastByte(
      @ForAll @From("responses") Sent sent, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] part = bytes(sent.bytes().substring(0, random.nextInt(sent.bytes().length())));
    assertThat(ParserUnderTest.read(part, true, (byte) '\n', () -> random.nextInt(9)))
        .containsExactly("MORE");
  }

  @Property(tries = 500)
  void comeInPartsThatMakeUpTheBody(@ForAll @From("responses") Sent sent, @ForAll long seed) {
    byte[] stream = bytes(sent.bytes());
    Random random = new Random(seed);
    ResponseParser parser = new ResponseParser();
    ByteBuffer in = ByteBuffer.allocate(stream.length);
    StringBuilder body = new StringBuilder();
    ResponseParser.Progress progress = ResponseParser.Progress.MORE;
    for (int from = 0; from < stream.length; ) {
      int piece = Math.min(1 + random.nextInt(40), stream.length - from);
      in.put(stream, from, piece);
      from += piece;
      progress = parser.parse(in);
      boolean complete = progress == ResponseParser.Progress.COMPLETE;
      if (parser.hasHead() && (complete || random.nextBoolean())) {
        byte[] part = new byte[parser.available(in)];
        in.get(parser.bodyStart(), part);
        body.append(text(part));
        parser.drop(in);
      }
    }
    assertThat(progress).isEqualTo(ResponseParser.Progress.COMPLETE);
    assertThat(body.toString()).isEqualTo(sent.body());
  }
}
