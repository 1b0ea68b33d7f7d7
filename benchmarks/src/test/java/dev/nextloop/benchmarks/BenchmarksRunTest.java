package dev.nextloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nextloop.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmarks' own servers and bytes: what JMH would otherwise find out late. */
final class BenchmarksRunTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 64})
  void invocationsPassOverLoopback(int lanes) throws Exception {
    PipelineBenchmark pipeline = new PipelineBenchmark();
    pipeline.size = 1024;
    pipeline.lanes = lanes;
    pipeline.start();
    assertThatCode(pipeline::invocation).doesNotThrowAnyException();
    assertThatCode(pipeline::invocation).doesNotThrowAnyException();
    pipeline.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 64})
  void invocationsPassThroughMemory(int lanes) {
    MemoryBenchmark memory = new MemoryBenchmark();
    memory.size = 1024;
    memory.lanes = lanes;
    memory.start();
    assertThatCode(memory::invocation).doesNotThrowAnyException();
    memory.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 65536})
  void responsesStreamOverLoopback(int block) throws Exception {
    StreamBenchmark stream = new StreamBenchmark();
    stream.block = block;
    stream.start();
    assertThatCode(stream::mebibyte).doesNotThrowAnyException();
    assertThatCode(stream::mebibyte).doesNotThrowAnyException();
    stream.stop();
  }

  @Test
  void theDecodedBytesAreAnInvocation() {
    DecodeBenchmark decode = new DecodeBenchmark();
    decode.size = 2;
    decode.receive();
    assertThatCode(decode::invocation).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void payloadsBecomeObjectsAndTheSameBytesAgain(CodecBenchmark.Form form) throws Exception {
    CodecBenchmark codec = new CodecBenchmark();
    codec.form = form;
    codec.lines = 15;
    codec.payload();
    assertThat(codec.decode()).isNotNull();
    byte[] json = CodecBenchmark.json(15);
    assertThat(json).hasSizeBetween(900, 1150);
    assertThat(codec.encode().contentType()).isEqualTo("application/json");
    assertThat(((Reply.Bytes) codec.encode()).body().array()).isEqualTo(json);
  }

  @Test
  void chainsOfMiddlewareReachTheHandler() throws Exception {
    MiddlewareBenchmark middleware = new MiddlewareBenchmark();
    middleware.length = 20;
    middleware.chain();
    assertThat(middleware.looking()).isNotNull();
    assertThat(middleware.mapping()).isNotNull();
  }
}
