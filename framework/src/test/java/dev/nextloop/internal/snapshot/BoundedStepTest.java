package dev.nextloop.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FakeHost;
import dev.nextloop.FunctionError;
import dev.nextloop.spi.LaneLoop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoundedStepTest {
  private final FakeHost host = new FakeHost();
  private final HeldLoop loop = new HeldLoop();
  private final BoundedStep steps = new BoundedStep(host, loop);

  /** A loop whose timers fire when the test says so; runs tasks where they are given. */
  private static final class HeldLoop implements LaneLoop {
    private record Waiting(long delay, Runnable task) {}

    private final List<Waiting> timers = new ArrayList<>();

    @Override
    public synchronized void execute(Runnable task) {
      task.run();
    }

    @Override
    public boolean inLoop() {
      return false;
    }

    @Override
    public synchronized Timer timer(long delayNanos, Runnable task) {
      Waiting waiting = new Waiting(delayNanos, task);
      timers.add(waiting);
      return () -> {
        synchronized (this) {
          timers.remove(waiting);
        }
      };
    }

    synchronized int waiting() {
      return timers.size();
    }

    void fire(long delayNanos) {
      Runnable due;
      synchronized (this) {
        due = timers.stream().filter(t -> t.delay == delayNanos).findFirst().orElseThrow().task;
      }
      due.run();
    }
  }

  private static Throwable causeOf(Future<Void> step) throws Exception {
    CompletableFuture<Throwable> cause = new CompletableFuture<>();
    step.onComplete(done -> cause.complete(done.cause()));
    return cause.get(20, TimeUnit.SECONDS);
  }

  @Test
  void runsOnAThreadOfItsOwnThatMayBlock() throws Exception {
    CompletableFuture<String> thread = new CompletableFuture<>();
    Future<Void> step =
        steps.run(
            () -> {
              TimeUnit.MILLISECONDS.sleep(1);
              thread.complete(Thread.currentThread().getName());
            },
            Limit.AFTER);
    assertThat(causeOf(step)).isNull();
    assertThat(thread.get(1, TimeUnit.SECONDS)).isEqualTo("nextloop-snapshot");
  }

  @Test
  void leavesNoTimerBehind() throws Exception {
    assertThat(causeOf(steps.run(() -> {}, Limit.BEFORE))).isNull();
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void hasTheClassLoaderOfTheInitWhoeverStartsIt() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader functions = new ClassLoader(before) {};
    Thread.currentThread().setContextClassLoader(functions);
    BoundedStep ofTheInit = new BoundedStep(host, loop);
    Thread.currentThread().setContextClassLoader(before);

    CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
    BoundedStep.Work looking = () -> seen.complete(Thread.currentThread().getContextClassLoader());
    assertThat(causeOf(ofTheInit.run(looking, Limit.AFTER))).isNull();
    assertThat(seen.get(20, TimeUnit.SECONDS)).isSameAs(functions);
  }

  @Test
  void failsWithWhateverTheWorkThrows() throws Exception {
    NoClassDefFoundError error = new NoClassDefFoundError("x");
    assertThat(
            causeOf(
                steps.run(
                    () -> {
                      throw error;
                    },
                    Limit.AFTER)))
        .isSameAs(error);
  }

  @Test
  void tellsWhereWorkHangsAndGivesItUpWithAnInterrupt() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Future<Void> step = steps.run(() -> hang(hanging, interrupted), Limit.AFTER);
    assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();

    loop.fire(TimeUnit.SECONDS.toNanos(5));
    assertThat(host.log())
        .singleElement()
        .asString()
        .contains("after the restore has not ended", "BoundedStepTest.hang");
    assertThat(step.isComplete()).isFalse();

    loop.fire(TimeUnit.SECONDS.toNanos(10));
    assertThat(causeOf(step))
        .isInstanceOf(FunctionError.class)
        .hasMessageContaining("BoundedStepTest.hang")
        .extracting("type")
        .isEqualTo("Runtime.AfterRestoreError");
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static void hang(CountDownLatch hanging, CountDownLatch interrupted) {
    hanging.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
    }
  }
}
