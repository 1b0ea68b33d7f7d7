package dev.nextloop.codec;

import dev.nextloop.Reply;
import java.nio.ByteBuffer;

/**
 * Turns payloads into objects and back. Called on the lane's loop; must not block. One codec may
 * serve many lanes, so it keeps no state of a call.
 *
 * @param <T> the object's type
 */
public interface Codec<T> {

  /**
   * Reads an event.
   *
   * @param event from position to limit; maybe direct memory. Only valid until the handler's future
   *     completes: what lives longer must be copied
   * @return may be null where the codec says so
   * @throws Exception becomes a function error of type {@code Runtime.UnmarshalError}, unless it is
   *     a {@link dev.nextloop.FunctionError} with a type of its own
   */
  T decode(ByteBuffer event) throws Exception;

  /**
   * Writes a result.
   *
   * @param result what the handler gave; may be null
   * @throws Exception becomes a function error of type {@code Runtime.MarshalError}, unless it is a
   *     {@link dev.nextloop.FunctionError} with a type of its own
   */
  Reply encode(T result) throws Exception;
}
