package dev.nextloop.internal.loop;

import dev.nextloop.spi.ApiFailure;

/** What a refused or broken call means for the lane: end with a code, or null for "go on". */
final class Fault {
  private Fault() {}

  /** What a failed poll means when it is not tried again; null when it may be. */
  static ClientFailure ofPoll(ApiFailure failure) {
    return switch (failure.status()) {
      case 500 -> new ClientFailure(70, "Runtime.InternalServerError", message("poll", failure));
      case 403, 410 -> new ClientFailure(73, "Runtime.InvalidState", message("poll", failure));
      default -> null;
    };
  }

  /** What it means that the retry budget is used up. */
  static ClientFailure ofBudget(ApiFailure failure, int tries) {
    String after = " after " + tries + " tries: ";
    if (failure.kind() == ApiFailure.Kind.STATUS) {
      int code = failure.status() > 500 ? 70 : 72;
      return new ClientFailure(
          code, "Runtime.PollRefused", "no event" + after + failure.getMessage());
    }
    if (failure.kind() == ApiFailure.Kind.PROTOCOL) {
      return new ClientFailure(
          72, "Runtime.ProtocolViolation", "no event" + after + failure.getMessage());
    }
    return new ClientFailure(
        71, "Runtime.Unreachable", "Runtime API unreachable" + after + failure.getMessage());
  }

  /** What it means that a post got no answer, or none that says what became of it. */
  static ClientFailure ofPost(String requestId, String why) {
    return new ClientFailure(
        74, "Runtime.AnswerUndelivered", "answer of " + requestId + " not delivered: " + why);
  }

  private static String message(String call, ApiFailure failure) {
    return call + " refused: " + failure.getMessage();
  }
}
