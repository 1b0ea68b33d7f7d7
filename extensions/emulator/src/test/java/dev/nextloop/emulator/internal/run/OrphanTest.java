package dev.nextloop.emulator.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.emulator.internal.process.Isolation;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An emulator that is killed outright takes every process of its functions with it. */
class OrphanTest {
  @TempDir Path directory;

  /** A process of its own that runs one environment until it is killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      LocalLambda lambda = new LocalLambda(Path.of(arguments[0]), Isolation.valueOf(arguments[1]));
      String marker = arguments[2];
      lambda
          .launcher
          .launch(
              lambda.function(
                  LocalLambda.CURL
                      + "next; sh -c 'sh -c \"sleep 300; : "
                      + marker
                      + "\" & sleep 300; :' "
                      + marker
                      + " & sh -c 'sleep 300; :' "
                      + marker
                      + "\n",
                  100,
                  Map.of()))
          .invoke(LocalLambda.request("{}"))
          .onComplete(ended -> lambda.close());
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWithItsEmulator(Isolation isolation) throws Exception {
    String marker = "orphan-" + UUID.randomUUID();
    Path own = LocalLambda.below(directory, "own");
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                own.toString(),
                isolation.name(),
                marker)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile())
            .start();
    try {
      Processes.await(marker, 4); // the victim itself has the marker too

      victim.destroyForcibly();

      assertThat(victim.waitFor(20, TimeUnit.SECONDS)).isTrue();
      Processes.awaitNoneWith(marker);
      Processes.awaitNoneWith(own.toString());
    } finally {
      victim.destroyForcibly();
    }
  }
}
