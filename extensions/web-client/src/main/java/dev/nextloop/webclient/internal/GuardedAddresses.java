package dev.nextloop.webclient.internal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.Address;
import io.vertx.core.net.AddressResolver;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.endpoint.EndpointBuilder;
import io.vertx.core.spi.endpoint.EndpointResolver;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The gate before a pool. Vert.x asks it for each request whether what it knows of an address still
 * counts; after a freeze nothing does, and the address is given anew only when the pools are rid of
 * their old connections. The address itself stays what it was.
 *
 * @param thaws how many freezes there have been
 * @param fresh completes when no connection from before the last freeze is handed out
 */
public record GuardedAddresses(IntSupplier thaws, Supplier<Future<Void>> fresh)
    implements AddressResolver<SocketAddress> {

  @Override
  public EndpointResolver<SocketAddress, ?, ?, ?> endpointResolver(Vertx vertx) {
    return new Gate<>(this);
  }

  /** An address, and the freeze after which it was asked for. */
  private record Known<E>(E endpoint, int thaws) {}

  private record Gate<E>(GuardedAddresses guard)
      implements EndpointResolver<SocketAddress, SocketAddress, Known<E>, E> {

    @Override
    public SocketAddress tryCast(Address address) {
      return address instanceof SocketAddress socket && socket.isInetSocket() ? socket : null;
    }

    @Override
    public SocketAddress addressOf(SocketAddress server) {
      return server;
    }

    @Override
    public Future<Known<E>> resolve(
        SocketAddress address, EndpointBuilder<E, SocketAddress> builder) {
      Known<E> known = new Known<>(builder.addServer(address).build(), guard.thaws().getAsInt());
      return guard.fresh().get().map(known);
    }

    @Override
    public E endpoint(Known<E> known) {
      return known.endpoint();
    }

    @Override
    public boolean isValid(Known<E> known) {
      return known.thaws() == guard.thaws().getAsInt();
    }

    @Override
    public void dispose(Known<E> known) {
      // It holds nothing.
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
