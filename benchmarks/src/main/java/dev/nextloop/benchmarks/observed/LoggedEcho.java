package dev.nextloop.benchmarks.observed;

import dev.nextloop.EventHandler;
import dev.nextloop.Invocation;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The echo that logs one line, by SLF4J. */
public final class LoggedEcho implements EventHandler<byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedEcho.class);

  @Override
  public Future<byte[]> handle(byte[] event, Invocation invocation) {
    LOG.info("echo of {} bytes", event.length);
    return Future.succeededFuture(event);
  }
}
