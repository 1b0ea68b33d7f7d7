package dev.nextloop.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** Probe. */
public class DecodeBenchmark {
  /** Probe. */
  @Benchmark
  public int decode() {
    return 1;
  }
}
