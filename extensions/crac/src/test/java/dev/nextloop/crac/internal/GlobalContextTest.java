package dev.nextloop.crac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nextloop.crac.CheckpointException;
import dev.nextloop.crac.Context;
import dev.nextloop.crac.Core;
import dev.nextloop.crac.Resource;
import dev.nextloop.crac.RestoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GlobalContextTest {
  private final List<String> told = new ArrayList<>();
  private final LoggedHost host = new LoggedHost();
  private final GlobalContext context = new GlobalContext(host);

  /** Two of one name are equal, as records are. */
  private record Named(List<String> told, String name, Callable<?> before, Callable<?> after)
      implements Resource {
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
      told.add("before " + name);
      before.call();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) throws Exception {
      told.add("after " + name);
      after.call();
    }
  }

  private Named registered(String name, Callable<?> before, Callable<?> after) {
    Named resource = new Named(told, name, before, after);
    context.register(resource);
    return resource;
  }

  private Named registered(String name) {
    return registered(name, FINE, FINE);
  }

  private static final Callable<?> FINE = () -> null;

  private static Callable<?> failing(Throwable failure) {
    return () -> {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    };
  }

  private void snapshot() throws Exception {
    context.beforeCheckpoint(null);
    context.afterRestore(null);
  }

  @Test
  void tellsInReverseOrderBeforeAndInOrderAfter() throws Exception {
    List<Named> held = List.of(registered("a"), registered("b"), registered("c"));
    snapshot();
    assertThat(told)
        .containsExactly("before c", "before b", "before a", "after a", "after b", "after c");
    assertThat(held).hasSize(3);
  }

  @Test
  void movesAResourceThatIsRegisteredAgainToTheEndAndTellsItOnce() throws Exception {
    Named a = registered("a");
    Named b = registered("b");
    context.register(a);
    context.afterRestore(null);
    assertThat(told).containsExactly("after b", "after a");
    assertThat(b.name()).isEqualTo("b");
  }

  @Test
  void tellsEqualResourcesEach() throws Exception {
    List<Named> held = List.of(registered("a"), registered("a"));
    context.afterRestore(null);
    assertThat(told).containsExactly("after a", "after a");
    assertThat(held.get(0)).isEqualTo(held.get(1));
  }

  @Test
  void tellsAllAlthoughSomeFailAndCarriesEveryFailure() {
    IOException first = new IOException("first");
    NoClassDefFoundError second = new NoClassDefFoundError("second");
    List<Named> held =
        List.of(
            registered("a", failing(second), FINE),
            registered("b"),
            registered("c", failing(first), FINE));

    CheckpointException failure =
        catchThrowableOfType(CheckpointException.class, () -> context.beforeCheckpoint(null));

    assertThat(told).containsExactly("before c", "before b", "before a");
    assertThat(failure.getSuppressed()).containsExactly(first, second);
    assertThat(failure).hasMessageContaining("2 of 3").hasMessageContaining("first");
    assertThat(host.log())
        .hasSize(2)
        .allMatch(line -> line.contains(Named.class.getName()) && line.contains(" at "));
    assertThat(held).hasSize(3);
  }

  @Test
  void carriesWhatAContextInsideCarries() {
    IOException inner = new IOException("inner");
    RestoreException nested = new RestoreException();
    nested.addSuppressed(inner);
    RestoreException empty = new RestoreException("says it itself");
    List<Named> held =
        List.of(registered("a", FINE, failing(nested)), registered("b", FINE, failing(empty)));

    assertThatThrownBy(() -> context.afterRestore(null))
        .isInstanceOf(RestoreException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(inner, empty));
    assertThat(held).hasSize(2);
  }

  @Test
  void tellsWhatIsRegisteredInTheFirstHalfOfTheSecondHalfOnly() throws Exception {
    List<Named> held = new ArrayList<>();
    held.add(registered("a", () -> held.add(registered("late")), FINE));
    snapshot();
    assertThat(told).containsExactly("before a", "after a", "after late");
  }

  @Test
  void letsAnotherThreadRegisterWhileAHookWaitsForIt() throws Exception {
    CountDownLatch registered = new CountDownLatch(1);
    List<Named> held = new ArrayList<>();
    Callable<?> waiting =
        () -> {
          Thread other =
              new Thread(
                  () -> {
                    held.add(registered("other"));
                    registered.countDown();
                  });
          other.start();
          registered.await();
          return null;
        };
    held.add(registered("a", waiting, FINE));
    context.beforeCheckpoint(null);
    assertThat(held).hasSize(2);
  }

  @Test
  void stopsTellingWhenItsThreadIsInterrupted() {
    List<Named> held =
        List.of(
            registered("a"),
            registered("b", failing(new InterruptedException("time is up")), FINE));
    assertThatThrownBy(() -> context.beforeCheckpoint(null))
        .isInstanceOf(CheckpointException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(told).containsExactly("before b");
    assertThat(held).hasSize(2);
  }

  @Test
  void namesAResourceThatWasCollected() throws Exception {
    registerAndForget();
    LoggedHost.collect();
    snapshot();
    assertThat(told).isEmpty();
    assertThat(host.log())
        .singleElement()
        .asString()
        .contains(Named.class.getName(), "GlobalContextTest.java:", "NEXTLOOP_CRAC_KEEP=true");
  }

  private void registerAndForget() {
    context.register(new Named(told, "forgotten", FINE, FINE));
  }

  @Test
  void keepsAllResourcesWhereAsked() throws Exception {
    GlobalContext keeping =
        new GlobalContext(
            host.with("NEXTLOOP_CRAC_KEEP", "true")
                .with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
    keeping.register(new Named(told, "kept", FINE, FINE));
    LoggedHost.collect();
    keeping.beforeCheckpoint(null);
    assertThat(told).containsExactly("before kept");
    assertThat(host.log()).isEmpty();
  }

  @Test
  void holdsWhoeverWasToldBeforeUntilItWasToldAfter() throws Exception {
    registerAndForget();
    context.beforeCheckpoint(null);
    LoggedHost.collect();
    context.afterRestore(null);
    assertThat(told).containsExactly("before forgotten", "after forgotten");
  }

  @Test
  void takesNoSnapshotItself() {
    assertThatThrownBy(Core::checkpointRestore)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("published");
  }

  @Test
  void refusesNull() {
    assertThatThrownBy(() -> context.register(null)).hasMessageContaining("register(null)");
  }
}
