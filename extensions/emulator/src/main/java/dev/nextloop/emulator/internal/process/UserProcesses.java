package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Looks in {@code /proc} for the processes of a user. */
final class UserProcesses {
  private static final Path PROC = Path.of("/proc");

  private UserProcesses() {}

  /** True while one is there that isn't a mere entry waiting for its parent; blocks. */
  static boolean anyAlive(int uid) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (isAlive(process, uid)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAlive(Path process, int uid) throws IOException {
    try {
      if (!Files.getAttribute(process, "unix:uid").equals(uid)) {
        return false;
      }
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException e) {
      if (Files.exists(process)) {
        throw e;
      }
      return false; // it went while its entry was being read
    }
  }
}
