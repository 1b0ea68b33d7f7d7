package dev.nextloop.micrometer.internal;

import dev.nextloop.micrometer.EmfOptions;
import dev.nextloop.micrometer.EmfRegistry;
import dev.nextloop.spi.Host;
import java.util.function.Supplier;

/**
 * Makes the registry that writes to a machine's log. A class, because the first lambda costs
 * milliseconds and this is on the way to the first poll.
 *
 * @param options how
 * @param host where
 */
public record RegistrySource(EmfOptions options, Host host) implements Supplier<EmfRegistry> {

  @Override
  public EmfRegistry get() {
    return EmfRegistry.of(options, host);
  }
}
