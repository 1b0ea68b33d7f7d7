package dev.nextloop.opentelemetry.internal;

import dev.nextloop.opentelemetry.OpenTelemetryVertxTracer;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Gives the tracer to each Vert.x instance that is made and has none. Vert.x loads it as a service;
 * a factory that is one itself would count only where tracing options are given, and who starts
 * Vert.x for a stand-alone function gives none.
 */
public final class TracerService implements VertxServiceProvider {
  /** For the service loader. */
  public TracerService() {}

  @Override
  public void init(VertxBootstrap bootstrap) {
    if (bootstrap.tracerFactory() == null && bootstrap.options().getTracingOptions() == null) {
      new OpenTelemetryVertxTracer.Factory().init(bootstrap);
    }
  }
}
