package dev.nextloop.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nextloop.Reply;
import dev.nextloop.codec.BufferCodec;
import dev.nextloop.codec.Codec;
import dev.nextloop.codec.JacksonCodec;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a payload to an object, and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"})
public class CodecBenchmark {

  /** What a payload becomes. */
  public enum Form {
    /** A Vert.x {@code Buffer}: a copy of the bytes. */
    BUFFER,
    /** Java records. */
    RECORDS,
    /** Jackson's {@code JsonNode}. */
    TREE;

    private Codec<?> codec() {
      return switch (this) {
        case BUFFER -> new BufferCodec();
        case RECORDS -> JacksonCodec.of(Order.class);
        case TREE -> JacksonCodec.of(JsonNode.class);
      };
    }
  }

  /** What a payload becomes. */
  @Param public Form form;

  /** Lines of the order: 150 bytes and 1 KiB of JSON. */
  @Param({"1", "15"})
  public int lines;

  private Codec<Object> codec;
  private ByteBuffer payload;
  private Object decoded;

  /** Makes the payload. */
  @Setup
  @SuppressWarnings("unchecked") // each codec gets back what it gave
  public void payload() throws Exception {
    codec = (Codec<Object>) form.codec();
    payload = ByteBuffer.wrap(json(lines));
    decoded = codec.decode(payload);
  }

  static byte[] json(int lines) throws JsonProcessingException {
    return JacksonCodec.mapper().writeValueAsBytes(Order.of(lines));
  }

  /** Bytes to object. */
  @Benchmark
  public Object decode() throws Exception {
    return codec.decode(payload);
  }

  /** Object to bytes. */
  @Benchmark
  public Reply encode() throws Exception {
    return codec.encode(decoded);
  }
}
