package dev.nextloop.micrometer;

import dev.nextloop.Nextloop;
import dev.nextloop.NextloopOptions;
import dev.nextloop.Setup;
import dev.nextloop.micrometer.internal.Late;
import dev.nextloop.micrometer.internal.RegistrySource;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.LaneLoop;

/**
 * Metrics in the log of a stand-alone function: {@code
 * NEXTLOOP_SETUP=dev.nextloop.micrometer.EmfSetup}. Settings are checked at once; Micrometer is
 * loaded behind the first poll and beside the first invocation, and under SnapStart before the
 * snapshot. Handlers find the registry by {@link MicrometerObserver#registry}.
 */
public final class EmfSetup implements Setup {
  private Late<EmfRegistry> registry;
  private MicrometerObserver observer;
  private EmfLines lines;
  private boolean beats;

  /** For {@code NEXTLOOP_SETUP}. */
  public EmfSetup() {
    // What there is to set up is known with the client.
  }

  @Override
  public void add(Nextloop.Builder client, Host host) {
    EmfOptions options = EmfOptions.from(host);
    NextloopOptions clients = NextloopOptions.from(host);
    boolean concurrent = clients.concurrent();
    String type = host.variable("AWS_LAMBDA_INITIALIZATION_TYPE");
    registry = Late.by(new RegistrySource(options, host));
    observer =
        MicrometerObserver.lazily(
            registry,
            MicrometerOptions.defaults()
                .withGauges(concurrent)
                .withLanes(clients.lanes())
                .withColdStart(!"provisioned-concurrency".equals(type))
                .withInitOf(host)
                .withFreezes(!concurrent));
    lines = EmfLines.lazily(host, options.interval());
    beats = concurrent && !options.interval().isZero();
    client.observe(observer).observe(lines).flush(lines);
    if ("snap-start".equals(type)) {
      bind();
    }
  }

  private void bind() {
    try {
      observer.bind();
    } finally {
      lines.made(registry.peek());
    }
  }

  @Override
  public void started(Nextloop client) {
    bind();
    if (beats) {
      LaneLoop loop = client.loops().get(0);
      loop.execute(
          () -> {
            LaneLoop.Timer beat = lines.every(loop);
            client.closed().onComplete(any -> loop.execute(beat::cancel));
          });
    }
  }
}
