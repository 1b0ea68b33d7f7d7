package dev.nextloop.internal.wire;

import dev.nextloop.spi.ApiFailure;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.PolledInvocation;
import java.util.Map;

/** Makes an invocation of what came from the wire, or says that nothing can be made of it. */
public final class InvocationDecoder {
  private final Host host;
  private final long defaultTimeoutMillis;
  private final Home home;

  /**
   * A decoder.
   *
   * @param defaultTimeoutMillis counts from the receipt when the deadline header makes no sense
   * @param home where the invocations live; null where nobody asks
   */
  public InvocationDecoder(Host host, long defaultTimeoutMillis, Home home) {
    this.host = host;
    this.defaultTimeoutMillis = defaultTimeoutMillis;
    this.home = home;
  }

  Host host() {
    return host;
  }

  long defaultTimeoutMillis() {
    return defaultTimeoutMillis;
  }

  Home home() {
    return home;
  }

  /**
   * Decodes an event; call at once when it has come, because clocks are read here.
   *
   * @throws ApiFailure when there is no request id, two different ones, or one that is unsafe in a
   *     path: nothing can then be posted for the event
   */
  public LambdaInvocation decode(PolledInvocation polled) throws ApiFailure {
    String id = polled.header(RuntimeHeaders.REQUEST_ID);
    if (id == null) {
      throw ApiFailure.protocol("event without " + RuntimeHeaders.REQUEST_ID);
    }
    if (!RequestId.isSafe(id)) {
      throw ApiFailure.protocol(
          RuntimeHeaders.REQUEST_ID + " has characters or a length that no request id has");
    }
    if (isAmbiguous(polled, id)) {
      throw ApiFailure.protocol("event with two different " + RuntimeHeaders.REQUEST_ID);
    }
    String invocationId = polled.header(RuntimeHeaders.INVOCATION_ID);
    if (invocationId != null && !RequestId.isSafe(invocationId)) {
      throw ApiFailure.protocol(
          RuntimeHeaders.INVOCATION_ID + " has characters or a length that no id has");
    }
    return new LambdaInvocation(polled, id, invocationId, this, host.now(), host.ticks());
  }

  private static boolean isAmbiguous(PolledInvocation polled, String id) {
    if (polled instanceof HttpHead head) {
      return head.differs(RuntimeHeaders.REQUEST_ID, id);
    }
    for (Map.Entry<String, String> header : polled.headers()) {
      if (header.getKey().equalsIgnoreCase(RuntimeHeaders.REQUEST_ID)
          && !header.getValue().equals(id)) {
        return true;
      }
    }
    return false;
  }
}
