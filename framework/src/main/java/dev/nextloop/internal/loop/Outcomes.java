package dev.nextloop.internal.loop;

import dev.nextloop.FunctionError;
import dev.nextloop.Reply;
import dev.nextloop.internal.wire.ErrorEncoder;
import dev.nextloop.spi.Outcome;

/** Turns what the handler's future yielded into what is posted. */
final class Outcomes {
  private final ErrorEncoder encoder;
  private final long maxResponseBytes;

  Outcomes(ErrorEncoder encoder, long maxResponseBytes) {
    this.encoder = encoder;
    this.maxResponseBytes = maxResponseBytes;
  }

  /** One of the two is null; both are, when the handler's future yields null. */
  Outcome of(Reply reply, Throwable failure) {
    if (failure != null) {
      return failure(failure);
    }
    if (reply == null) {
      return failure(Guard.nothing("a future of null instead of a reply"));
    }
    if (!(reply instanceof Reply.Bytes bytes)) {
      return new Outcome.Streamed((Reply.Stream) reply, this::failure);
    }
    if (bytes.body().remaining() > maxResponseBytes) {
      return failure(tooLarge(bytes.body().remaining()));
    }
    return new Outcome.Success(bytes);
  }

  Outcome.Failure failure(Throwable cause) {
    return encoder.encode(cause, "Runtime.UserException");
  }

  Outcome.Failure late() {
    return failure(
        new FunctionError(
            "Runtime.HandlerTimeout", "the handler did not answer before its deadline"));
  }

  // The platform's own words, so that callers see one message whoever finds it.
  private FunctionError tooLarge(int size) {
    return new FunctionError(
        "Function.ResponseSizeTooLarge",
        "Response payload size ("
            + size
            + " bytes) exceeded maximum allowed payload size ("
            + maxResponseBytes
            + " bytes).");
  }
}
