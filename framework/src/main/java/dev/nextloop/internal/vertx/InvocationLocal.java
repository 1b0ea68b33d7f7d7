package dev.nextloop.internal.vertx;

import dev.nextloop.internal.wire.LambdaInvocation;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;

/**
 * Where a Vert.x context keeps its invocation. Vert.x wants such places to be known before an
 * instance is made, so it loads this class as a service.
 */
public final class InvocationLocal implements VertxServiceProvider {
  static final ContextLocal<LambdaInvocation> KEY =
      ContextLocal.registerLocal(LambdaInvocation.class);

  /** For the service loader. */
  public InvocationLocal() {}

  @Override
  public void init(VertxBootstrap bootstrap) {
    // Loading the class was what it took.
  }
}
