package dev.nextloop.opentelemetry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** One flush after the other, of a processor that answers two askers by one flush. */
class FlushingTest {

  private static void await(Future<Void> result) throws Exception {
    result.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void asksUntilTheProcessorHasForgottenTheFlushBefore() throws Exception {
    CompletableResultCode first = new CompletableResultCode();
    CompletableResultCode second = new CompletableResultCode();
    Queue<CompletableResultCode> answers =
        new ArrayDeque<>(List.of(first, first, first, first, second));
    Supplier<CompletableResultCode> processor = answers::remove;
    Flushing before = new Flushing(processor, true);
    before.begin(Flushing.none());
    Flushing next = new Flushing(processor, true);
    next.begin(before);
    assertThat(answers).as("it waits for the one before").hasSize(4);
    second.succeed();
    first.succeed();
    await(next.result());
    assertThat(answers).isEmpty();
  }

  @Test
  void asksAgainWhereSuccessIsThereAtOnceAsThatMayBeOfTheFlushBefore() throws Exception {
    CompletableResultCode own = new CompletableResultCode();
    Queue<CompletableResultCode> answers =
        new ArrayDeque<>(List.of(CompletableResultCode.ofSuccess(), own));
    Flushing flushing = new Flushing(answers::remove, true);
    flushing.begin(Flushing.none());
    assertThat(flushing.isLeft()).isTrue();
    own.succeed();
    await(flushing.result());
    assertThat(flushing.isLeft()).isFalse();
  }

  @Test
  void isOverWhereTheProcessorDoesNotFitTheApi() {
    Flushing flushing =
        new Flushing(
            () -> {
              throw new NoSuchMethodError("flush");
            },
            true);
    flushing.begin(Flushing.none());
    assertThat(flushing.result().cause()).hasMessage("flush");
    assertThat(flushing.isLeft()).isFalse();
  }
}
