package dev.nextloop.shell.internal;

import dev.nextloop.FunctionError;

/** The errors of a shell function, as its callers see them. */
final class Failures {
  private static final int TAIL = 2 * 1024;

  private final ShellFunction function;
  private final Redaction redaction;

  Failures(ShellFunction function, Redaction redaction) {
    this.function = function;
    this.redaction = redaction;
  }

  FunctionError exited(String status, String log) {
    return error("Function.ShellExit", "handler exited with status " + status, log);
  }

  FunctionError endedItsShell(int status, String log) {
    return error(
        "Function.ShellExit", "handler ended its shell, which exited with status " + status, log);
  }

  static FunctionError tooLarge() {
    return plain(
        "Function.ResponseSizeTooLarge",
        "the response is longer than " + Response.LIMIT + " bytes; the function was ended");
  }

  static FunctionError cancelled() {
    return plain(
        "Runtime.HandlerTimeout",
        "the function was ended with its children: time is up, or the client stops");
  }

  static FunctionError stopped() {
    return plain("Runtime.ClientStopped", "the client has stopped; the function was not called");
  }

  static FunctionError cantRun(Exception cause) {
    return new FunctionError(
        "Runtime.ShellUnavailable", "the shell can't be run: " + cause.getMessage(), cause);
  }

  FunctionError syntax(String log) {
    return error("Runtime.ScriptError", "can't parse " + function.script(), log);
  }

  FunctionError noFunction() {
    return plain(
        "Runtime.HandlerNotFound",
        "no function "
            + function.name()
            + " in "
            + function.script()
            + "; define it, or correct _HANDLER");
  }

  FunctionError endedAtStart(int status, String log) {
    return error(
        "Runtime.ScriptError",
        function.script() + " ended the shell with status " + status + " while it was read",
        log);
  }

  private FunctionError error(String type, String what, String log) {
    String clean = redaction.of(log).stripTrailing();
    String end = clean.substring(Math.max(0, clean.length() - TAIL));
    return plain(type, end.isEmpty() ? what : what + "\n" + end);
  }

  private static FunctionError plain(String type, String message) {
    FunctionError error = new FunctionError(type, message);
    // The fault is in the script; where it was noticed here tells nobody anything.
    error.setStackTrace(new StackTraceElement[0]);
    return error;
  }
}
