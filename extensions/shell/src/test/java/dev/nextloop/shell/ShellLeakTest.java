package dev.nextloop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("counts what the whole JVM holds")
class ShellLeakTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void holdsNoMoreAfterAThousandEventsAndNothingWhenClosed(String shell) {
    ShellFixture.until(() -> Leftovers.threads().isEmpty());
    long processesBefore = Leftovers.processes();
    int descriptorsBefore = Leftovers.descriptors();
    try (ShellFixture f =
        new ShellFixture(root, shell, "handler() { read -r x; echo \"$x\"; }").start()) {
      serve(f, 20);
      int descriptors = Leftovers.descriptors();
      serve(f, 1_000);
      assertThat(Leftovers.threads()).hasSize(4);
      assertThat(Leftovers.processes()).isEqualTo(processesBefore + 1);
      assertThat(Leftovers.descriptors()).isLessThanOrEqualTo(descriptors);
      assertThat(f.host.log).isEmpty();
    }
    ShellFixture.until(() -> Leftovers.threads().isEmpty());
    ShellFixture.until(() -> Leftovers.processes() == processesBefore);
    ShellFixture.until(() -> Leftovers.descriptors() <= descriptorsBefore);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void holdsNothingWhenClosedInTheMidstOfAnEvent(String shell) {
    ShellFixture.until(() -> Leftovers.threads().isEmpty());
    long before = Leftovers.processes();
    ShellFixture f = new ShellFixture(root, shell, "handler() { sleep 1000; }").start();
    var answer = f.send(new byte[0], new FakeInvocation("id"));
    ShellFixture.until(() -> Leftovers.processes() > before + 2);
    f.close();
    assertThat(ShellFixture.failureOf(answer).type()).isEqualTo("Runtime.HandlerTimeout");
    assertThat(Leftovers.processes()).isEqualTo(before);
    ShellFixture.until(() -> Leftovers.threads().isEmpty());
  }

  private static void serve(ShellFixture f, int events) {
    for (int i = 0; i < events; i++) {
      assertThat(f.answer("event " + i + "\n")).isEqualTo("event " + i);
    }
  }
}
