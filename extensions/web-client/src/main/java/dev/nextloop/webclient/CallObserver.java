package dev.nextloop.webclient;

/**
 * Hears of every outgoing call that has ended: for metrics, without a dependency on a library for
 * them. Called on the thread that the call ended on; must not block. What it throws fails no call;
 * it is logged once.
 */
@FunctionalInterface
public interface CallObserver {

  /** A call has ended. */
  void ended(Call call);

  /**
   * What is known of a call.
   *
   * @param host its name in lower case, or {@code other} behind so many ({@link
   *     CallOptions#hosts()})
   * @param method for instance {@code GET}
   * @param status of the response; 0 where the call failed
   * @param failure null where there was a response, whatever its status
   * @param nanos from the call to the response's last byte, or to the failure
   * @param sent bytes of the request's body; -1 for a stream
   * @param received bytes of the response's body, as far as it came
   */
  record Call(
      String host,
      String method,
      int status,
      Failure failure,
      long nanos,
      long sent,
      long received) {

    /** The status, or the failure: few values, for a tag. */
    public String outcome() {
      return failure == null ? Integer.toString(status) : failure.name();
    }
  }

  /** How a call can fail. */
  enum Failure {
    /** No complete response in the time that there was. */
    TIMED_OUT,
    /** The invocation was given up first. */
    CANCELLED,
    /** There was no connection: no such host, nobody listens, TLS failed, the queue is full. */
    NOT_CONNECTED,
    /** The other side closed or reset the connection. */
    CONNECTION_LOST,
    /** The body is longer than {@link CallOptions#maxResponseBytes()}. */
    TOO_LARGE,
    /** The request could not be signed. */
    NOT_SIGNED,
    /** Anything else: what came is no HTTP, or no codec could read it. */
    MALFORMED
  }
}
