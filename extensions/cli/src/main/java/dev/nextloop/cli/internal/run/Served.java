package dev.nextloop.cli.internal.run;

import dev.nextloop.cli.internal.CommandFailure;
import dev.nextloop.cli.internal.lambda.LambdaClient;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps a function that is served up to date with its files. */
public final class Served {
  private static final Duration POLL = Duration.ofMillis(300);

  private final LambdaClient lambda;
  private final String name;
  private final RunTarget target;
  private final Consumer<String> messages;

  /**
   * A function that stands already.
   *
   * @param messages takes one line at a time
   */
  public Served(LambdaClient lambda, String name, RunTarget target, Consumer<String> messages) {
    this.lambda = lambda;
    this.name = name;
    this.target = target;
    this.messages = messages;
  }

  /**
   * Looks for changes until told to stop, and uploads the code when files have changed and then
   * stayed the same for one look, so that a build that is still writing is not taken half done.
   *
   * @param pause waits; false to stop
   */
  public void follow(Predicate<Duration> pause) {
    FileStamps served = FileStamps.of(target.code().sources());
    FileStamps seen = served;
    while (pause.test(POLL)) {
      FileStamps now = FileStamps.of(target.code().sources());
      if (!now.equals(served) && now.equals(seen)) {
        upload();
        served = now;
      }
      seen = now;
    }
  }

  private void upload() {
    try {
      lambda.updateCode(name, target.code());
      messages.accept("changed: the next invocation starts the new code");
    } catch (CommandFailure unusable) {
      messages.accept("changed, but the old code stays: " + unusable.getMessage());
    }
  }
}
