package dev.nextloop.spi;

import dev.nextloop.Reply;
import java.nio.ByteBuffer;

/** What is posted for an invocation, for init, or for a restore. */
public sealed interface Outcome {

  /** The function's result. */
  record Success(Reply reply) implements Outcome {}

  /**
   * A failure, encoded.
   *
   * @param body error document, JSON
   * @param type {@code Lambda-Runtime-Function-Error-Type}; visible ASCII without spaces
   * @param cause {@code Lambda-Runtime-Function-XRay-Error-Cause}, one line of ASCII JSON, or null
   */
  record Failure(ByteBuffer body, String type, String cause) implements Outcome {}
}
