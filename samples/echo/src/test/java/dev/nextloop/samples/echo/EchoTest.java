package dev.nextloop.samples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EchoTest {
  @Test
  void answersWithTheBytesOfTheEvent() {
    byte[] event = "{\"key\":\"value\"}".getBytes(StandardCharsets.UTF_8);

    // The handler looks at no fact of the invocation, so none is made up for it.
    assertThat(new Echo().handle(event, null).result()).isEqualTo(event);
  }
}
