package dev.nextloop.webclient.internal;

import dev.nextloop.webclient.CallObserver.Failure;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What an exception of Vert.x's client says of a call. */
final class Failures {
  private Failures() {}

  static Failure kind(Throwable failure) {
    if (failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || failure instanceof NoRouteToHostException
        || failure instanceof SSLException
        || failure instanceof ConnectionPoolTooBusyException) {
      return Failure.NOT_CONNECTED;
    }
    return failure instanceof HttpClosedException
            || failure instanceof StreamResetException
            || failure instanceof IOException
        ? Failure.CONNECTION_LOST
        : Failure.MALFORMED;
  }
}
