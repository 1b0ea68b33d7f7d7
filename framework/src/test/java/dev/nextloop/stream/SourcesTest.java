package dev.nextloop.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nextloop.FunctionError;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Vert.x's streams become on their way to a reply. */
class SourcesTest {
  private final RecordingSink sink = new RecordingSink();

  /** A stream that a test feeds by hand. */
  private static final class Fed implements ReadStream<Buffer> {
    Handler<Buffer> data;
    Handler<Void> end;
    Handler<Throwable> failure;
    boolean paused;

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
      data = handler;
      return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
      end = handler;
      return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
      failure = handler;
      return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
      paused = true;
      return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
      paused = false;
      return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
      return resume();
    }
  }

  @Test
  void pausesAReadStreamWhileTheSinkIsFull() {
    Fed stream = new Fed();
    stream.pause();
    new ReadStreamSource(stream).start(sink);
    assertThat(stream.paused).isFalse();
    stream.data.handle(Buffer.buffer("one "));
    assertThat(stream.paused).isFalse();
    sink.full = true;
    stream.data.handle(Buffer.buffer("two"));
    assertThat(stream.paused).isTrue();
    sink.drain();
    assertThat(stream.paused).isFalse();
    stream.end.handle(null);
    assertThat(sink.text()).isEqualTo("one two");
    assertThat(sink.ended).isTrue();
    assertThat(sink.failure).isNull();
  }

  @Test
  void failsWithItsReadStreamAndGivesItUpWhenItIsCutOff() {
    Fed stream = new Fed();
    AtomicInteger abandoned = new AtomicInteger();
    new ReadStreamSource(stream, abandoned::incrementAndGet).start(sink);
    stream.failure.handle(new IllegalStateException("disk"));
    assertThat(sink.failure).hasMessage("disk");
    assertThat(abandoned).hasValue(0);
    sink.closed.fail("cut off");
    assertThat(abandoned).hasValue(1);
  }

  @Test
  void readsAFileOnItsOwnContext(@TempDir Path folder) throws Exception {
    String text = "0123456789".repeat(100_000);
    Path file = Files.writeString(folder.resolve("file"), text);
    Vertx vertx = Vertx.vertx();
    try {
      vertx
          .fileSystem()
          .open(file.toString(), new OpenOptions().setWrite(false))
          .onSuccess(
              opened -> {
                sink.full = true;
                new ReadStreamSource(opened, opened::close).start(sink);
              });
      for (int wait = 0; !sink.ended && wait < 2_000; wait++) {
        if (sink.drained != null) {
          sink.goOn();
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(sink.text()).isEqualTo(text);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private WriteStream<Buffer> opened(Future<Void> result) {
    AtomicReference<WriteStream<Buffer>> stream = new AtomicReference<>();
    new WriteStreamSource(
            out -> {
              stream.set(out);
              return result;
            })
        .start(sink);
    return stream.get();
  }

  @Test
  void isAWriteStreamLikeAnyOther() {
    WriteStream<Buffer> out = opened(Promise.<Void>promise().future());
    AtomicInteger drained = new AtomicInteger();
    out.setWriteQueueMaxSize(1_000).drainHandler(any -> drained.incrementAndGet());
    assertThat(sink.highWater).isEqualTo(1_000);
    assertThat(out.write(Buffer.buffer("a")).succeeded()).isTrue();
    assertThat(out.writeQueueFull()).isFalse();
    sink.full = true;
    out.write(Buffer.buffer("b"));
    assertThat(out.writeQueueFull()).isTrue();
    sink.drain();
    assertThat(drained).hasValue(1);
    Future<Void> end = out.end();
    assertThat(end.isComplete()).isFalse();
    sink.closed.complete();
    assertThat(end.succeeded()).isTrue();
    assertThat(sink.text()).isEqualTo("ab");
  }

  // F106
  @Test
  void failsAWriteBehindTheEnd() {
    WriteStream<Buffer> out = opened(Promise.<Void>promise().future());
    out.end(Buffer.buffer("all"));
    Future<Void> late = out.write(Buffer.buffer("more"));
    assertThat(late.cause()).isInstanceOf(IllegalStateException.class);
    assertThat(sink.text()).isEqualTo("all");
  }

  @Test
  void tellsTheWriterThatItsStreamWasCutOff() {
    WriteStream<Buffer> out = opened(Promise.<Void>promise().future());
    AtomicReference<Throwable> told = new AtomicReference<>();
    out.exceptionHandler(told::set);
    sink.closed.fail("cut off");
    assertThat(told.get()).hasMessage("cut off");
    assertThat(out.write(Buffer.buffer("x")).cause()).hasMessage("cut off");
  }

  // F105
  @Test
  void failsWhenTheWriterForgetsTheEnd() {
    opened(Future.succeededFuture()).write(Buffer.buffer("half"));
    assertThat(sink.failure)
        .isInstanceOfSatisfying(
            FunctionError.class,
            error -> assertThat(error.type()).isEqualTo("Runtime.StreamNotFinished"));
  }

  @Test
  void failsWithItsWriter() {
    opened(Future.failedFuture("no rows"));
    assertThat(sink.failure).hasMessage("no rows");
  }

  @Test
  void takesThePlaceOfAPipesEnd() {
    Fed stream = new Fed();
    new WriteStreamSource(stream::pipeTo).start(sink);
    sink.full = true;
    stream.data.handle(Buffer.buffer("piped"));
    assertThat(stream.paused).isTrue();
    sink.drain();
    assertThat(stream.paused).isFalse();
    stream.end.handle(null);
    assertThat(sink.ended).isTrue();
    assertThat(sink.text()).isEqualTo("piped");
    assertThat(sink.failure).isNull();
  }

  /** Until the writer has written this and waits. */
  private void awaitFull(String text) throws InterruptedException {
    for (int wait = 0; wait < 2_000; wait++) {
      if (sink.drained != null && sink.text().equals(text)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(sink.text()).isEqualTo(text);
    assertThat(sink.drained).isNotNull();
  }

  @Test
  void letsAnOutputStreamWaitUntilThereIsRoom() throws Exception {
    sink.full = true;
    CompletableFuture<Throwable> failed = new CompletableFuture<>();
    Thread writer =
        new Thread(
            () -> {
              try (SinkOutputStream out = new SinkOutputStream(sink)) {
                out.write(new byte[] {'a', 'b'});
                out.write('c');
                assertThat(sink.text()).isEmpty();
                out.flush();
                out.write('d');
                out.flush();
              } catch (Throwable e) {
                failed.complete(e);
              }
            });
    writer.start();
    awaitFull("abc");
    sink.goOn();
    awaitFull("abcd");
    sink.closed.fail("cut off");
    assertThat(failed.get(20, TimeUnit.SECONDS)).hasMessageContaining("cut off");
    writer.join();
  }
}
