package dev.nextloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

  @Test
  void whatTheComparisonPromisesAboutItsNumbersHolds() throws Exception {
    Process python =
        new ProcessBuilder("python3", "-B", "-m", "unittest", "discover", "-s", "src/test/python")
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as(said).isZero();
    assertThat(said).contains("Ran ", "OK");
  }
}
