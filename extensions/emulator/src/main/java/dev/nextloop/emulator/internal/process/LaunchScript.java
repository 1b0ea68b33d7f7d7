package dev.nextloop.emulator.internal.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * The script that sets a runtime's variables and then becomes the runtime. A function's variables
 * go this way, and not through the environment of the programs that set the sandbox up, because
 * those may run as root and must not see an {@code LD_PRELOAD} of the function's.
 */
public final class LaunchScript {
  private LaunchScript() {}

  /** Writes it anew, readable to its owner only; blocks. */
  public static void write(Path file, Map<String, String> variables, List<String> command)
      throws IOException {
    StringBuilder script = new StringBuilder(2048);
    variables.forEach(
        (name, value) ->
            script.append("export ").append(name).append('=').append(quoted(value)).append('\n'));
    script.append("exec");
    command.forEach(word -> script.append(' ').append(quoted(word)));
    script.append(" </dev/null\n");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, script.toString().getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
  }

  private static String quoted(String text) {
    return '\'' + text.replace("'", "'\\''") + '\'';
  }
}
