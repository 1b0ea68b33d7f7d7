package dev.nextloop.webclient;

import dev.nextloop.spi.Host;
import dev.nextloop.spi.SnapshotAware;
import dev.nextloop.webclient.internal.ContainerCredentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * The credentials of the function's role, as Lambda hands them out: in the variables {@code
 * AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}, which are read
 * with every request; under SnapStart by the endpoint that {@code
 * AWS_CONTAINER_CREDENTIALS_FULL_URI} names, which is asked again five minutes before they expire,
 * and after a restore. Any thread.
 */
public final class LambdaCredentials implements Supplier<Future<AwsCredentials>>, SnapshotAware {
  private final Host host;
  private final ContainerCredentials container;

  private LambdaCredentials(Host host, ContainerCredentials container) {
    this.host = host;
    this.container = container;
  }

  /** Those of this machine; asks nobody yet. */
  public static LambdaCredentials of(Vertx vertx, Host host) {
    return new LambdaCredentials(host, new ContainerCredentials(vertx, host));
  }

  /**
   * The credentials that count now.
   *
   * @return fails with a message that names the variable that is missing or wrong
   */
  @Override
  public Future<AwsCredentials> get() {
    String id = host.variable("AWS_ACCESS_KEY_ID");
    String secret = host.variable("AWS_SECRET_ACCESS_KEY");
    if (id == null || id.isEmpty() || secret == null || secret.isEmpty()) {
      return container.get();
    }
    return Future.succeededFuture(
        new AwsCredentials(id, secret, host.variable("AWS_SESSION_TOKEN")));
  }

  @Override
  public Future<Void> beforeCheckpoint() {
    return Future.succeededFuture();
  }

  /** Forgets what was given to the machine that the snapshot was taken of. */
  @Override
  public Future<Void> afterRestore() {
    container.forget();
    return Future.succeededFuture();
  }
}
