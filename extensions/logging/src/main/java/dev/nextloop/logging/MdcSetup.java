package dev.nextloop.logging;

import dev.nextloop.Nextloop;
import dev.nextloop.Setup;
import dev.nextloop.logging.internal.Backends;
import dev.nextloop.logging.internal.Following;
import dev.nextloop.logging.internal.mdc.CurrentIds;
import dev.nextloop.spi.Host;

/**
 * Puts {@code requestId}, {@code traceId} and {@code tenantId} into the MDC of SLF4J, or into
 * Log4j's {@code ThreadContext}, wherever an invocation's code logs; and leaves your own logging
 * configuration as it is. For {@code NEXTLOOP_SETUP=dev.nextloop.logging.MdcSetup}.
 */
public final class MdcSetup implements Setup {
  /** For {@code NEXTLOOP_SETUP}. */
  public MdcSetup() {}

  @Override
  public void add(Nextloop.Builder client, Host host) {
    Following.add(client, Backends.present(), new CurrentIds(client.scope()));
  }
}
