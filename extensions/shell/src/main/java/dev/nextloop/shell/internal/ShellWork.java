package dev.nextloop.shell.internal;

import dev.nextloop.FunctionError;
import dev.nextloop.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs one call after the other in a shell, and puts a new shell in the place of one that is spent.
 * Everything on one thread, except {@link #stop()}.
 */
final class ShellWork {
  // How long the pipes may stay open after the function has returned: a process in the background
  // may not have let go of them yet. Not a matter of right or wrong, only of when to stop waiting.
  private static final long LEFT_OPEN_MILLIS = 100;

  private final ShellFunction function;
  private final ShellSettings settings;
  private final Executor threads;
  private final Consumer<String> log;
  private final Failures failures;
  private volatile CompletableFuture<Ending> waiting;
  private volatile boolean stopped;
  private ShellProcess shell;
  private CompletableFuture<Ending> start;
  private boolean saidStdinOnly;

  ShellWork(
      ShellFunction function, ShellSettings settings, Executor threads, Consumer<String> log) {
    this.function = function;
    this.settings = settings;
    this.threads = threads;
    this.log = log;
    this.failures = new Failures(function, settings.redaction());
  }

  /**
   * Makes sure that a shell waits for a call.
   *
   * @param until ends the wait for the shell's start, if it completes first
   * @throws FunctionError when the script can't be used
   */
  void ready(CompletableFuture<Ending> until) {
    try {
      begin();
      expect(start);
      Object ending = CompletableFuture.anyOf(start, until).join();
      if (ending instanceof Ending.Said said && said.word().equals("ready")) {
        return;
      }
      shell.end();
      if (ending instanceof Ending.Said said) {
        throw said.word().equals("syntax") ? failures.syntax(said.log()) : failures.noFunction();
      }
      throw ending instanceof Ending.ShellGone gone
          ? failures.endedAtStart(gone.status(), shell.tail())
          : Failures.cancelled();
    } catch (IOException cause) {
      throw Failures.cantRun(cause);
    } catch (InterruptedException cause) {
      throw interrupted(cause);
    }
  }

  /** Starts a shell where there is none; doesn't wait until it has read the script. */
  private void begin() throws IOException, InterruptedException {
    if (shell != null && shell.isAlive()) {
      return;
    }
    end();
    Path directory = Files.createTempDirectory("nextloop-shell-");
    try {
      start = new CompletableFuture<>();
      shell = new ShellProcess(function, settings, directory, start, threads, log);
    } catch (IOException notStarted) {
      ShellProcess.removePipes(directory);
      throw notStarted;
    }
  }

  private void expect(CompletableFuture<Ending> over) {
    waiting = over;
    if (stopped) {
      over.complete(new Ending.Cancelled());
    }
  }

  /** Runs a call and completes its result. */
  void serve(Call call) {
    try {
      if (call.over().isDone()) {
        call.result().fail(Failures.cancelled());
        return;
      }
      ready(call.over());
      call.result().complete(run(call));
    } catch (RuntimeException failed) {
      call.result().fail(failed);
    } catch (IOException cause) {
      call.result().fail(Failures.cantRun(cause));
      end();
    } catch (InterruptedException cause) {
      call.result().fail(interrupted(cause));
    }
    warmUp();
  }

  /** Has a new shell read the script while nobody waits for it. */
  private void warmUp() {
    try {
      if (!stopped) {
        begin();
      }
    } catch (IOException | InterruptedException failed) {
      log.accept("nextloop: the shell can't be started again: " + failed.getMessage());
    }
  }

  private Reply run(Call call) throws IOException, InterruptedException {
    tellStdinOnly(call);
    Exchange exchange = new Exchange(shell, call);
    expect(call.over());
    shell.tellNext(call.over(), exchange::functionStarted);
    exchange.start(threads);
    Ending ending = call.over().join();
    if (!(ending instanceof Ending.Said)) {
      shell.end();
      exchange.giveUp();
    } else if (!exchange.isOverWithin(LEFT_OPEN_MILLIS)) {
      log.accept(
          "nextloop: the function left processes behind that hold its standard input or output;"
              + " they were ended and the shell was replaced");
      shell.end();
      exchange.giveUp();
    }
    return reply(ending, exchange.response());
  }

  private void tellStdinOnly(Call call) {
    if (!saidStdinOnly && !call.isArgument()) {
      saidStdinOnly = true;
      log.accept(
          "nextloop: an event of more than "
              + Call.LONGEST_ARGUMENT
              + " bytes or with a NUL byte comes on standard input only, not as $1");
    }
  }

  private Reply reply(Ending ending, Response response) {
    if (ending instanceof Ending.TooLarge || response.isTooLarge()) {
      throw Failures.tooLarge();
    }
    if (ending instanceof Ending.Said said) {
      if (said.word().equals("0")) {
        return Reply.json(response.body(settings.everyByte()));
      }
      throw failures.exited(said.word(), said.log());
    }
    throw ending instanceof Ending.ShellGone gone
        ? failures.endedItsShell(gone.status(), shell.tail())
        : Failures.cancelled();
  }

  private static FunctionError interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return Failures.cantRun(cause);
  }

  /** Ends the wait for a running call, and every later one. Any thread. */
  void stop() {
    stopped = true;
    CompletableFuture<Ending> running = waiting;
    if (running != null) {
      running.complete(new Ending.Cancelled());
    }
  }

  /** Ends the shell and removes its pipes. */
  void end() {
    if (shell == null) {
      return;
    }
    try {
      shell.end();
      ShellProcess.removePipes(shell.directory());
    } catch (IOException cause) {
      throw Failures.cantRun(cause);
    } catch (InterruptedException cause) {
      throw interrupted(cause);
    }
  }
}
