package dev.nextloop.emulator.internal.run;

import static dev.nextloop.emulator.internal.run.LocalLambda.CURL;
import static dev.nextloop.emulator.internal.run.LocalLambda.invoke;
import static dev.nextloop.emulator.internal.run.LocalLambda.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvocationTest {
  private static final String ECHO =
      CURL + "while next; do echo \"got $EVENT\"; printf %s \"$EVENT\" | response; done\n";

  @TempDir Path directory;
  private LocalLambda lambda;

  @BeforeEach
  void open() throws Exception {
    lambda = new LocalLambda(directory);
  }

  @AfterEach
  void close() {
    lambda.close();
  }

  @Test
  void echoesThroughARealProcess() throws Exception {
    FunctionRunner runner = lambda.launcher.launch(lambda.function(ECHO));

    InvokeResult first = invoke(runner, "{\"key\":\"value\"}");
    InvokeResult second = invoke(runner, "[2]");

    assertThat(text(first.payload())).isEqualTo("{\"key\":\"value\"}");
    assertThat(first.functionError()).isFalse();
    assertThat(text(first.log()))
        .matches(
            "(?s)INIT_START .*\nSTART RequestId: .* Version: \\$LATEST\ngot \\{\"key\":\"value\"}\n"
                + "END RequestId: .*\nREPORT RequestId: .*\tDuration: .* ms\tBilled Duration: .* ms"
                + "\tMemory Size: 128 MB\tMax Memory Used: [1-9][0-9]* MB\tInit Duration: .* ms\t\n");
    assertThat(text(second.payload())).isEqualTo("[2]");
    assertThat(text(second.log())).startsWith("START ").doesNotContain("Init Duration");
  }
}
