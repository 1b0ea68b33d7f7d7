package dev.nextloop.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes programs that a test runs at once.
 *
 * <p>A JVM that writes them itself has the file open for a moment. When another of its threads
 * starts a process in that moment, the new process inherits the open file until it has become its
 * own program, and whoever runs the file meanwhile gets "Text file busy" (ETXTBSY, see execve(2)).
 * So a shell writes the file here: it has ended, and nobody else ever had the file open.
 */
public final class Programs {
  private static final String SCRIPT = "rm -f \"$0\" && cat >\"$0\" && chmod 755 \"$0\"";

  private Programs() {}

  /**
   * Writes a program that anybody may run, mode 0755; blocks. Replaces what is there, makes the
   * directories above it.
   *
   * @param file where; on a file system that permits programs
   * @param text such as a shell script with its {@code #!} line, written as UTF-8
   * @return the file
   * @throws IOException when it can't be written, with what the shell said
   */
  public static Path write(Path file, String text) throws IOException {
    return write(file, text.getBytes(UTF_8));
  }

  /** The same with any bytes. */
  public static Path write(Path file, byte[] bytes) throws IOException {
    Path place = file.toAbsolutePath();
    Files.createDirectories(place.getParent());
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, place.toString())
            .redirectErrorStream(true)
            .start();
    try (OutputStream input = shell.getOutputStream()) {
      input.write(bytes);
    } catch (IOException ended) {
      // A shell that reads no more has said why.
    }
    String said = new String(shell.getInputStream().readAllBytes(), UTF_8).strip();
    try {
      if (shell.waitFor() != 0) {
        throw new IOException("can't write the program " + file + ": " + said);
      }
    } catch (InterruptedException e) {
      shell.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + file + " was written", e);
    }
    return file;
  }
}
