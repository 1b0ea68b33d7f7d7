package dev.nextloop.shell.internal;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One long-lived shell with its three named pipes. Requests go to its standard input; events,
 * responses and the log through the pipes. One thread owns it.
 */
final class ShellProcess {
  private static final String EVENTS = "events";
  private static final String RESPONSES = "responses";
  private static final String LOG = "log";

  private final Path directory;
  private final ShellSettings settings;
  private final Consumer<String> log;
  private final String mark = UUID.randomUUID().toString();
  private final Process process;
  private final FileChannel logPipe;
  private final LogReader reader;
  private final CompletableFuture<Void> reading;
  private final CompletableFuture<Void> exit;
  private volatile CompletableFuture<Ending> waiting;
  private volatile Runnable functionStarted = () -> {};
  private boolean ended;

  /**
   * Starts the shell; it reads the script and then says {@code ready}, or why not.
   *
   * @param directory a new private directory for the pipes; removed at the end
   * @param ready what that word completes, or the process's end
   */
  ShellProcess(
      ShellFunction function,
      ShellSettings settings,
      Path directory,
      CompletableFuture<Ending> ready,
      Executor threads,
      Consumer<String> log)
      throws IOException, InterruptedException {
    this.directory = directory;
    this.settings = settings;
    this.log = log;
    this.waiting = ready;
    Processes.run(
        List.of(
            settings.mkfifo().toString(),
            events().toString(),
            responses().toString(),
            logPath().toString()));
    // Both sides, because opening one alone waits; the end of the log is a word, not its closing.
    logPipe = FileChannel.open(logPath(), READ, WRITE);
    reader = new LogReader(logPipe, mark, log, this::said);
    process = start(function);
    reading = CompletableFuture.runAsync(reader, threads);
    exit = process.onExit().thenAccept(gone -> over(new Ending.ShellGone(gone.exitValue())));
  }

  private Process start(ShellFunction function) throws IOException {
    List<String> command = new ArrayList<>();
    if (settings.setsid() != null) {
      command.add(settings.setsid().toString());
    }
    command.addAll(
        List.of(
            settings.shell().toString(),
            "-c",
            worker(),
            "nextloop-shell",
            function.script().toString(),
            function.name(),
            events().toString(),
            responses().toString(),
            mark,
            settings.shell().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(function.taskRoot().toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(logPath().toFile()));
    builder.environment().clear();
    builder.environment().putAll(settings.variables());
    try {
      return builder.start();
    } catch (IOException notStarted) {
      logPipe.close();
      throw notStarted;
    }
  }

  private static String worker() throws IOException {
    try (InputStream script = ShellProcess.class.getResourceAsStream("worker.sh")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Path events() {
    return directory.resolve(EVENTS);
  }

  Path responses() {
    return directory.resolve(RESPONSES);
  }

  private Path logPath() {
    return directory.resolve(LOG);
  }

  /**
   * Has the next word, or the process's end, complete a wait.
   *
   * @param started run when the function has its standard input and output open; any thread
   */
  void tellNext(CompletableFuture<Ending> over, Runnable started) {
    reader.startTail();
    functionStarted = started;
    waiting = over;
    if (exit.isDone()) {
      over(new Ending.ShellGone(process.exitValue()));
    }
  }

  private void said(String word) {
    if (word.equals("open")) {
      functionStarted.run();
      return;
    }
    over(new Ending.Said(word, reader.tail()));
  }

  private void over(Ending ending) {
    waiting.complete(ending);
  }

  /** Sends a request; may wait. Any thread. */
  void request(byte[] bytes) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write(bytes);
    input.flush();
  }

  boolean isAlive() {
    return !ended && process.isAlive();
  }

  /** The end of what was logged since the last wait began. */
  String tail() {
    return reader.tail();
  }

  /** Kills the shell and all that it started, and reads its log to the end. */
  void end() throws IOException, InterruptedException {
    if (ended) {
      return;
    }
    ended = true;
    Processes.killTree(process, settings.shell(), settings.setsid() != null);
    try (FileChannel last = FileChannel.open(logPath(), WRITE)) {
      String word = "\u001e" + mark + " " + LogReader.END + "\n";
      last.write(ByteBuffer.wrap(word.getBytes(StandardCharsets.US_ASCII)));
    }
    try {
      reading.get(5, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException logIsStuck) {
      log.accept("nextloop: the end of the shell's log could not be read");
    } finally {
      logPipe.close();
      closeInput();
    }
  }

  private void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException unsentRequest) {
      log.accept("nextloop: the shell ended before it had read its request");
    }
  }

  Path directory() {
    return directory;
  }

  /** Removes the pipes of a shell that has ended, and their directory. */
  static void removePipes(Path directory) throws IOException {
    for (String pipe : new String[] {EVENTS, RESPONSES, LOG, ""}) {
      Files.deleteIfExists(directory.resolve(pipe));
    }
  }
}
