package dev.nextloop.opentelemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** An exporter that keeps what it is given, and answers as the test says. */
final class Recorder implements SpanExporter {
  private final List<SpanData> spans = new ArrayList<>();
  private Supplier<CompletableResultCode> answer = CompletableResultCode::ofSuccess;

  /** Has each export from now on end like this. */
  synchronized void answering(Supplier<CompletableResultCode> given) {
    answer = given;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> exported) {
    Supplier<CompletableResultCode> given;
    synchronized (this) {
      spans.addAll(exported);
      given = answer;
      notifyAll();
    }
    return given.get();
  }

  synchronized List<SpanData> spans() {
    return List.copyOf(spans);
  }

  /** Waits until so many have come. */
  synchronized List<SpanData> await(int count) throws InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    while (spans.size() < count) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("of " + count + " spans there are only " + spans);
      }
      wait(left);
    }
    return List.copyOf(spans);
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
