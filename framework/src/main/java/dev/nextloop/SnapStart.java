package dev.nextloop;

import dev.nextloop.internal.loop.InitCalls;
import dev.nextloop.internal.snapshot.BoundedStep;
import dev.nextloop.internal.snapshot.Hooks;
import dev.nextloop.internal.snapshot.SampleRun;
import dev.nextloop.internal.snapshot.Snapshot;
import dev.nextloop.internal.snapshot.SnapshotPlan;
import dev.nextloop.internal.wire.ErrorEncoder;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Endpoint;
import dev.nextloop.spi.Engine;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.SnapshotAware;
import io.vertx.core.Future;
import java.util.List;

/** What goes before the first poll under SnapStart. Nothing of it is loaded elsewhere. */
final class SnapStart {
  private static final int AS_AWS_IN_JAVA = 64;
  private static final int AS_AWS_ELSEWHERE = 65;

  private final Host host;
  private final SnapshotPlan plan;

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException names the one that is wrong and the remedy
   */
  SnapStart(Host host) {
    this.host = host;
    this.plan = plan();
  }

  /** Completes in each copy of the snapshot; fails with a message for people. */
  Future<Void> restored(
      Engine engine,
      Endpoint endpoint,
      NextloopOptions options,
      EventHandler<Body, Reply> handler,
      List<SnapshotAware> aware) {
    SampleRun samples = new SampleRun(host, options, engine, endpoint, handler);
    return new Snapshot(
            new InitCalls(engine, endpoint),
            new ErrorEncoder(host.property("user.dir")),
            new BoundedStep(host, engine.loop()),
            plan)
        .take(() -> samples.run(plan.prime(), plan.strict()), new Hooks(aware));
  }

  private SnapshotPlan plan() {
    Settings settings = new Settings(host);
    String runtime = host.variable("AWS_EXECUTION_ENV");
    // A function that comes from the managed runtime must end as it did there. Elsewhere the code
    // tells the two halves apart, as it does with AWS's client for Python.
    boolean managed = runtime != null && runtime.startsWith("AWS_Lambda_java");
    return new SnapshotPlan(
        settings.text("PRIME"),
        settings.flag("PRIME_STRICT", false),
        settings.integer("SNAPSHOT_CYCLES", 1),
        managed ? AS_AWS_IN_JAVA : AS_AWS_ELSEWHERE);
  }
}
