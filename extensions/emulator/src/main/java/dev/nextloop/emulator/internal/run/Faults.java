package dev.nextloop.emulator.internal.run;

import dev.nextloop.emulator.internal.process.RuntimeFault;
import dev.nextloop.emulator.internal.runtimeapi.Answer;
import io.vertx.core.buffer.Buffer;

/** What the caller gets when a runtime gave no answer of its own. */
final class Faults {
  private Faults() {}

  static Answer timeout(String requestId, FunctionSpec spec) {
    return Answer.error(
        Answer.Kind.TIMEOUT,
        "Sandbox.Timedout",
        text(requestId, LogLines.taskTimedOut(spec.timeout())));
  }

  static InvokeResult closed(InvokeRequest request) {
    Answer answer =
        Answer.error(
            Answer.Kind.FAULT,
            "Sandbox.Failure",
            text(request.requestId(), "The execution environment was closed"));
    return new InvokeResult(answer.payload(), answer.contentType(), true, Buffer.buffer());
  }

  /** The error of a runtime, or of what should have started it. */
  static Answer answer(String requestId, Throwable cause) {
    if (cause instanceof Session.InitError posted) {
      return posted.answer();
    }
    String type = cause instanceof RuntimeFault fault ? fault.type() : "Sandbox.Failure";
    return Answer.error(
        Answer.Kind.FAULT, type, text(requestId, String.valueOf(cause.getMessage())));
  }

  /**
   * The error of a runtime that was started inside an invocation: what an earlier init posted says
   * more than the mere end of a later one.
   */
  static Answer answer(
      String requestId, Throwable cause, Session session, Throwable earlierInitFailure) {
    boolean initFailed = !session.initialised().succeeded();
    return initFailed
            && !(cause instanceof Session.InitError)
            && earlierInitFailure instanceof Session.InitError posted
        ? posted.answer()
        : answer(requestId, cause);
  }

  private static String text(String requestId, String message) {
    return "RequestId: " + requestId + " Error: " + message;
  }
}
