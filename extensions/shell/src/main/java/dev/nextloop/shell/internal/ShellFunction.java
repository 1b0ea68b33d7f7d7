package dev.nextloop.shell.internal;

import dev.nextloop.FunctionError;
import dev.nextloop.spi.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a shell function stands.
 *
 * @param taskRoot directory of the function's code, without links
 * @param script the script, without links; in the task root
 * @param name the function's name
 */
public record ShellFunction(Path taskRoot, Path script, String name) {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_./-]{1,255}\\.[A-Za-z_][A-Za-z0-9_]{0,127}");

  /** Whether a handler string has the form {@code path/name.function}. */
  public static boolean isNamedBy(String handler) {
    return FORM.matcher(handler).matches();
  }

  /** The script that a handler string of that form names, relative to the task root. */
  public static String scriptOf(String handler) {
    return handler.substring(0, handler.lastIndexOf('.')) + ".sh";
  }

  /**
   * Finds the script.
   *
   * @param handler of the form
   * @throws FunctionError when it is missing, or stands outside the task root
   */
  public static ShellFunction find(String handler, Host host) {
    String root = host.variable("LAMBDA_TASK_ROOT");
    if (root == null || root.isEmpty()) {
      throw new FunctionError(
          "Runtime.InvalidSetting",
          "LAMBDA_TASK_ROOT is not set; set it to the directory of the function's scripts");
    }
    String script = scriptOf(handler);
    if (script.contains("..")) {
      throw outside(handler);
    }
    try {
      Path taskRoot = Path.of(root).toRealPath();
      Path wanted = taskRoot.resolve(script);
      if (!wanted.startsWith(taskRoot)) {
        throw outside(handler);
      }
      if (!Files.isRegularFile(wanted)) {
        throw new FunctionError(
            "Runtime.NoSuchHandlerFile",
            "no class "
                + handler
                + ", and no file "
                + wanted
                + " for a shell function; add one, or correct _HANDLER");
      }
      Path real = wanted.toRealPath();
      if (!real.startsWith(taskRoot)) {
        throw outside(handler);
      }
      return new ShellFunction(taskRoot, real, handler.substring(handler.lastIndexOf('.') + 1));
    } catch (IOException | InvalidPathException unreadable) {
      throw new FunctionError(
          "Runtime.NoSuchHandlerFile",
          "can't read " + script + " in LAMBDA_TASK_ROOT=" + root + ": " + unreadable.getMessage(),
          unreadable);
    }
  }

  private static FunctionError outside(String handler) {
    return new FunctionError(
        "Runtime.HandlerNotFound",
        "handler " + handler + " leads out of LAMBDA_TASK_ROOT; name a script inside it");
  }
}
