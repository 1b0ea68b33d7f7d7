package dev.nextloop.opentelemetry.internal;

import dev.nextloop.spi.Host;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says once what keeps calls from being traced. Any thread. */
final class Complaint {
  private final Host host;
  private final AtomicBoolean said = new AtomicBoolean();

  Complaint(Host host) {
    this.host = host;
  }

  void say(Throwable why) {
    if (said.compareAndSet(false, true)) {
      host.log("nextloop: an outgoing call has no span, said once: " + why);
    }
  }
}
