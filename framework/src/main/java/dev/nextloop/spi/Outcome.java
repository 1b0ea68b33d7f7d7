package dev.nextloop.spi;

import dev.nextloop.Reply;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** What is posted for an invocation, for init, or for a restore. */
public sealed interface Outcome {

  /** The function's result. */
  record Success(Reply.Bytes reply) implements Outcome {}

  /**
   * A result that is sent while it is made; can't be posted again.
   *
   * @param failures how a failure of its source is told
   */
  record Streamed(Reply.Stream reply, Function<Throwable, Failure> failures) implements Outcome {}

  /**
   * A failure, encoded.
   *
   * @param body error document, JSON
   * @param type {@code Lambda-Runtime-Function-Error-Type}; visible ASCII without spaces
   * @param cause {@code Lambda-Runtime-Function-XRay-Error-Cause}, one line of ASCII JSON, or null
   */
  record Failure(ByteBuffer body, String type, String cause) implements Outcome {}
}
