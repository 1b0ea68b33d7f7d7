package dev.nextloop.logging.internal.sink;

import dev.nextloop.spi.Scope;
import io.vertx.core.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Who may wait for room in the queue: whoever is on no loop. Asked only when it is full. */
final class Waiting implements BooleanSupplier {
  private final List<Scope> clients = new CopyOnWriteArrayList<>();

  void add(Scope client) {
    clients.add(client);
  }

  @Override
  public boolean getAsBoolean() {
    for (Scope client : clients) {
      if (client.inLoop()) {
        return false;
      }
    }
    return !Context.isOnEventLoopThread();
  }
}
