package dev.nextloop.emulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A function served without an upload, as the Runtime Interface Emulator does: under its name and
 * under {@code function}. Where the emulator runs as root, functions run as users of their own, so
 * others must be able to read the files.
 *
 * @param name 1 to 64 letters, digits, {@code -} and {@code _}
 * @param command the bootstrap's program and arguments; empty to start the {@code bootstrap} in the
 *     directory
 * @param directory the command's working directory; with no command, the function's task root
 * @param handler becomes {@code _HANDLER}
 * @param timeout of one invocation, 1 s to 900 s
 * @param memoryMb configured memory, 128 to 10,240 MB
 * @param environment the function's variables
 */
public record LocalFunction(
    String name,
    List<String> command,
    Path directory,
    String handler,
    Duration timeout,
    int memoryMb,
    Map<String, String> environment) {

  /** Checks and copies. */
  public LocalFunction {
    if (!name.matches("[a-zA-Z0-9-_]{1,64}")) {
      throw new IllegalArgumentException(
          "name must be 1 to 64 letters, digits, - and _, but is " + name);
    }
    if (timeout.toSeconds() < 1 || timeout.toSeconds() > 900) {
      throw new IllegalArgumentException("timeout must be 1 s to 900 s, but is " + timeout);
    }
    if (memoryMb < 128 || memoryMb > 10_240) {
      throw new IllegalArgumentException("memoryMb must be 128 to 10240, but is " + memoryMb);
    }
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(handler, "handler");
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * One bootstrap command with the Runtime Interface Emulator's defaults: named {@code
   * test_function}, 300 s, 3008 MB.
   *
   * @throws IllegalArgumentException when the command is empty
   */
  public static LocalFunction ofCommand(List<String> command, Path workingDirectory) {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command must name a program");
    }
    return new LocalFunction(
        "test_function", command, workingDirectory, "", Duration.ofMinutes(5), 3008, Map.of());
  }

  /** A task root with a {@code bootstrap} in it, with the same defaults. */
  public static LocalFunction ofDirectory(Path taskRoot) {
    return new LocalFunction(
        "test_function", List.of(), taskRoot, "", Duration.ofMinutes(5), 3008, Map.of());
  }

  /** The same under another name. */
  public LocalFunction named(String other) {
    return new LocalFunction(other, command, directory, handler, timeout, memoryMb, environment);
  }

  /** The same with another handler string. */
  public LocalFunction handler(String other) {
    return new LocalFunction(name, command, directory, other, timeout, memoryMb, environment);
  }

  /** The same with another time limit. */
  public LocalFunction timeout(Duration other) {
    return new LocalFunction(name, command, directory, handler, other, memoryMb, environment);
  }

  /** The same with another memory size. */
  public LocalFunction memoryMb(int other) {
    return new LocalFunction(name, command, directory, handler, timeout, other, environment);
  }

  /** The same with other variables. */
  public LocalFunction environment(Map<String, String> other) {
    return new LocalFunction(name, command, directory, handler, timeout, memoryMb, other);
  }
}
