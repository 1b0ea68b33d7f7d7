package dev.nextloop.cli;

import dev.nextloop.cli.internal.Machine;
import dev.nextloop.cli.internal.command.CommandTree;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A machine that keeps what is printed and ends when the test says so. */
public final class FakeMachine implements Machine {
  private final Path directory;
  private final Map<String, String> variables;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CountDownLatch ending = new CountDownLatch(1);
  private final List<Runnable> atEnd = new ArrayList<>();
  private String input = "";
  private Path home = Checkout.top();

  /** A machine in a directory. */
  public FakeMachine(Path directory, Map<String, String> variables) {
    this.directory = directory;
    this.variables = Map.copyOf(variables);
  }

  /** What standard input holds. */
  public FakeMachine input(String text) {
    input = text;
    return this;
  }

  /** Where the parts lie that are packed; this checkout unless said otherwise. */
  public FakeMachine home(Path path) {
    home = path;
    return this;
  }

  /** Runs one command on this machine. */
  public int run(String... arguments) {
    return CommandTree.run(this, arguments);
  }

  /** All of standard output. */
  public String printed() {
    return out.toString();
  }

  /** All of standard error. */
  public String said() {
    return err.toString();
  }

  /** Asks the command to end, as Ctrl-C does. */
  public void end() {
    ending.countDown();
    synchronized (atEnd) {
      atEnd.forEach(Runnable::run);
      atEnd.clear();
    }
  }

  @Override
  public String variable(String name) {
    return variables.get(name);
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Path home() {
    return home;
  }

  @Override
  public Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  @Override
  public InputStream in() {
    return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public PrintWriter out() {
    return new PrintWriter(out, true);
  }

  @Override
  public PrintWriter err() {
    return new PrintWriter(err, true);
  }

  @Override
  public boolean terminal() {
    return variables.containsKey("TERM");
  }

  @Override
  public long ticks() {
    return System.nanoTime();
  }

  @Override
  public boolean pause(Duration time) {
    try {
      return !ending.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void atEnd(Runnable action) {
    synchronized (atEnd) {
      atEnd.add(action);
    }
  }
}
