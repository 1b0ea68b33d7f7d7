package dev.nextloop.samples.observability.show;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The command's start: the one class of it that knows the process that it runs in. */
public final class Main {
  private final Path home;
  private final List<Path> classPath;
  private final Ink ink;
  private final PrintStream out;
  private final PrintStream err;

  Main(Path home, List<Path> classPath, Ink ink, PrintStream out, PrintStream err) {
    this.home = home;
    this.classPath = classPath;
    this.ink = ink;
    this.out = out;
    this.err = err;
  }

  /** Shows the function; {@code show.home} is the directory of this sample. */
  public static void main(String[] words) {
    Path home = Path.of(System.getProperty("show.home", ""));
    Ink ink =
        new Ink(
            Boolean.getBoolean("show.terminal")
                && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(System.getenv("TERM")));
    int code =
        new Main(home, classPath(), ink, stream(FileDescriptor.out), stream(FileDescriptor.err))
            .run(List.of(words));
    System.exit(code);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** The exit code. */
  int run(List<String> words) {
    try {
      Options options = Options.of(words, home.resolve("target/trace.svg"));
      int code = options.help() ? help() : show(options);
      out.flush();
      return out.checkError() ? 1 : code;
    } catch (IllegalArgumentException e) {
      err.println("show: " + e.getMessage());
      return 2;
    } finally {
      err.flush();
    }
  }

  private int help() {
    out.print(Options.HELP);
    return 0;
  }

  private int show(Options options) {
    FunctionLog log = new FunctionLog();
    try {
      Seen seen = new Show(classPath, Clock.systemUTC(), Main::atEnd).run(log, options.svg());
      out.print(
          options.json() ? Report.json(seen).encodePrettily() + "\n" : new Report(ink).of(seen));
      return 0;
    } catch (ShowFailure e) {
      err.print(Report.failure(e, log.lines()));
      return 1;
    } catch (IOException e) {
      err.println("show: " + e);
      return 1;
    }
  }

  private static List<Path> classPath() {
    String entries = System.getProperty("java.class.path");
    return Stream.of(entries.split(File.pathSeparator)).map(Path::of).toList();
  }

  private static void atEnd(AutoCloseable open) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(open), "show-end"));
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      System.err.println("show: " + e);
    }
  }
}
