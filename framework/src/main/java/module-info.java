/**
 * Nextloop's client for the AWS Lambda Runtime API. {@code dev.nextloop} is what users import,
 * {@code codec} and {@code spi} are for those who extend or embed; the rest is internal.
 */
module dev.nextloop {
  requires transitive io.vertx.core;
  requires transitive com.fasterxml.jackson.core;
  requires jdk.unsupported;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires static io.vertx.web.client;
  requires static transitive com.fasterxml.jackson.databind;
  requires static com.fasterxml.jackson.datatype.jsr310;

  exports dev.nextloop;
  exports dev.nextloop.codec;
  exports dev.nextloop.spi;
  exports dev.nextloop.stream;

  provides io.vertx.core.spi.VertxServiceProvider with
      dev.nextloop.internal.vertx.InvocationLocal;

  uses dev.nextloop.EventHandler;
  uses dev.nextloop.spi.HandlerProvider;
  uses dev.nextloop.spi.SnapshotAware;
}
