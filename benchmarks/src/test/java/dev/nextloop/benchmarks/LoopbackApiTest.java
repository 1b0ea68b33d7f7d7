package dev.nextloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** The benchmarks' own server and bytes: what JMH would otherwise find out late. */
final class LoopbackApiTest {

  @Test
  void thePipelineServesInvocations() throws Exception {
    PipelineBenchmark pipeline = new PipelineBenchmark();
    pipeline.size = 1024;
    pipeline.start();
    assertThatCode(
            () -> {
              for (int i = 0; i < 100; i++) {
                pipeline.invocation();
              }
            })
        .doesNotThrowAnyException();
    pipeline.stop();
  }

  @Test
  void theDecodedBytesAreAnInvocation() {
    DecodeBenchmark decode = new DecodeBenchmark();
    decode.size = 2;
    decode.receive();
    assertThatCode(decode::invocation).doesNotThrowAnyException();
  }
}
