package dev.nextloop.spi;

/**
 * Makes the bytes of a streamed reply. Serves one invocation: what it holds is its own. Adapters
 * from Vert.x's streams and from {@code java.io.OutputStream} are in {@code dev.nextloop.stream}.
 */
@FunctionalInterface
public interface ByteSource {

  /**
   * Begins to write; called once, on the lane's loop, after the handler's future has completed. It
   * must not block, and need not have written anything when it returns.
   *
   * @param sink takes the bytes until it is ended, failed, or {@link ByteSink#closed()}
   * @throws Exception as if {@link ByteSink#fail} had been called with it
   */
  void start(ByteSink sink) throws Exception;
}
