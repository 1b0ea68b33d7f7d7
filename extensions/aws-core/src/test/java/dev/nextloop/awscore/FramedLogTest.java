package dev.nextloop.awscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.launch.Main;
import dev.nextloop.testkit.ScriptedServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log descriptor of the managed runtimes. */
class FramedLogTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"--add-opens=java.base/java.io=ALL-UNNAMED", "-Dnothing=opened"})
  void recordsGoToTheDescriptorInFrames(String flag) throws Exception {
    Path log = root.resolve("log");
    try (ScriptedServer server = Events.serving("\"ERROR\"")) {
      ProcessBuilder builder =
          new ProcessBuilder(
              "sh",
              "-c",
              "exec \"$0\" \"$@\" 3>" + log,
              System.getProperty("java.home") + "/bin/java",
              "-Xmx64m",
              flag,
              "-cp",
              Child.testClassPath(),
              Main.class.getName(),
              Functions.class.getName() + "$Logs");
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", server.authority());
      builder.environment().put("_LAMBDA_TELEMETRY_LOG_FD", "3");
      long before = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
      Process process = builder.inheritIO().start();
      Events.response(server, 1);
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      ByteBuffer frames = ByteBuffer.wrap(Files.readAllBytes(log));
      assertFrame(frames, before, 0xa55a0003, "a plain line\n");
      assertFrame(frames, before, 0xa55a0017, "[ERROR] a line of level\n");
      assertFrame(frames, before, 0xa55a0003, "bytes\n");
      assertThat(frames.hasRemaining()).isFalse();
    }
  }

  private static void assertFrame(ByteBuffer frames, long before, int type, String message) {
    assertThat(frames.getInt()).isEqualTo(type);
    byte[] bytes = new byte[frames.getInt()];
    assertThat(frames.getLong()).isBetween(before, before + 60_000_000);
    frames.get(bytes);
    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(message);
  }
}
