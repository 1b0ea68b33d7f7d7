package dev.nextloop.logging.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.logging.internal.FakeHost;
import dev.nextloop.logging.internal.LogSettings;
import dev.nextloop.logging.internal.line.Level;
import dev.nextloop.logging.internal.line.LineBuffer;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records on the platform's descriptor, byte for byte. */
class FrameTest {
  @TempDir Path directory;

  private ByteBuffer written(String text, long millis, Level level, boolean json) throws Exception {
    Path file = directory.resolve("log");
    FakeHost host = FakeHost.of();
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      LogSink sink =
          Sinks.sink(new FileOutput(open.getFD(), file), true, host, LogSettings.from(host));
      LineBuffer line = sink.take();
      line.put(text.getBytes(StandardCharsets.UTF_8));
      sink.write(line, millis, level, json);
      assertThat(sink.isBusy()).isFalse();
    }
    return ByteBuffer.wrap(Files.readAllBytes(file));
  }

  @ParameterizedTest
  @CsvSource({
    "UNDEFINED,a55a0002,a55a0003",
    "TRACE,a55a0006,a55a0007",
    "DEBUG,a55a000a,a55a000b",
    "INFO,a55a000e,a55a000f",
    "WARN,a55a0012,a55a0013",
    "ERROR,a55a0016,a55a0017",
    "FATAL,a55a001a,a55a001b"
  })
  void theTypeTellsLevelAndFormat(Level level, String json, String text) throws Exception {
    assertThat(Integer.toHexString(written("m", 0, level, true).getInt())).isEqualTo(json);
    assertThat(Integer.toHexString(written("m", 0, level, false).getInt())).isEqualTo(text);
  }

  @Test
  void lengthAndMicrosecondsFollowAndSeveralLinesAreOneRecord() throws Exception {
    ByteBuffer frame = written("one\ntwo é", 1_700_000_000_007L, Level.INFO, false);
    byte[] message = "one\ntwo é".getBytes(StandardCharsets.UTF_8);

    assertThat(frame.remaining()).isEqualTo(16 + message.length);
    assertThat(frame.getInt(4)).isEqualTo(message.length);
    assertThat(frame.getLong(8)).isEqualTo(1_700_000_000_007_000L);
    assertThat(frame.slice(16, message.length)).isEqualTo(ByteBuffer.wrap(message));
  }

  @Test
  void fiveMegabytesAreOneRecord() throws Exception {
    ByteBuffer frame = written("m".repeat(5_000_000), 0, Level.INFO, true);

    assertThat(frame.getInt(4)).isEqualTo(5_000_000);
    assertThat(frame.remaining()).isEqualTo(5_000_016);
  }
}
