package dev.nextloop.awscore.cases;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A function's JVM on one client, with what it has written; used by one thread. */
final class FunctionProcess implements AutoCloseable {
  /** Where a shell opens the descriptor that the managed runtime gives for log frames. */
  private static final String FRAMES_DESCRIPTOR = "_LAMBDA_TELEMETRY_LOG_FD";

  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-Xss512k",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED");

  private final Process process;
  private final Path output;
  private final Path frames;
  private long outputRead;
  private long framesRead;

  private FunctionProcess(Process process, Path output, Path frames) {
    this.process = process;
    this.output = output;
    this.frames = frames;
  }

  /**
   * Starts {@code client} on the handler of {@code first}.
   *
   * @param log the file for standard output and error in one; beside it the log frames
   */
  static FunctionProcess start(
      Client client, Case first, Path root, Map<String, String> platform, Path log)
      throws IOException {
    Path frames = Path.of(log + ".frames");
    Files.createDirectories(log.getParent());
    Files.write(frames, new byte[0]);
    List<String> command = new ArrayList<>();
    String descriptor = first.variables().get(FRAMES_DESCRIPTOR);
    if (descriptor != null) {
      command.addAll(
          List.of("/bin/sh", "-c", "exec \"$@\" " + descriptor + ">'" + frames + "'", "sh"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(client.flags());
    command.addAll(List.of("-cp", client.classPath(), client.mainClass(), first.handler()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(platform);
    builder.environment().putAll(first.variables());
    return new FunctionProcess(builder.start(), log, frames);
  }

  /** Whether the process has ended within {@code millis}. */
  boolean endedWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  boolean ended() {
    return !process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** What was written to standard output and error since the last call. */
  byte[] newOutput() throws IOException {
    byte[] bytes = from(output, outputRead);
    outputRead += bytes.length;
    return bytes;
  }

  /** What was written to the descriptor of log frames since the last call. */
  byte[] newFrames() throws IOException {
    byte[] bytes = from(frames, framesRead);
    framesRead += bytes.length;
    return bytes;
  }

  private static byte[] from(Path path, long start) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return bytes;
    }
  }

  /** Ends the process and waits for its end. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
