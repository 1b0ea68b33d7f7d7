package dev.nextloop.samples.observability.show;

import dev.nextloop.samples.observability.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs the function, has it take five orders, and gathers what it told of itself.
 *
 * @param classPath what the function is made of
 * @param clock dates the caller's spans
 * @param atEnd takes what is to be closed when the process is ended meanwhile
 */
record Show(List<Path> classPath, Clock clock, Consumer<AutoCloseable> atEnd) {
  private static final List<Order> ORDERS =
      List.of(
          new Order("cup", 2),
          new Order("pot", 1),
          new Order("cup", 3),
          new Order(Shop.UNSHIPPABLE, 2),
          new Order("pan", 4));

  /**
   * Does it, and draws the trace of the invocation that failed, which has the most to show.
   *
   * @param log keeps the function's lines
   * @throws ShowFailure when log, metrics or trace are missing
   * @throws IOException when a file or a port can't be used
   */
  Seen run(FunctionLog log, Path drawing) throws IOException {
    List<Invoked> invoked = new ArrayList<>();
    try (Stage stage = new Stage(classPath, clock, log::add)) {
      atEnd.accept(stage);
      for (Order order : ORDERS) {
        invoked.add(stage.invoke(order));
      }
    }
    Invoked shown =
        invoked.stream()
            .filter(Invoked::failed)
            .findFirst()
            .orElseThrow(() -> new ShowFailure("no invocation failed, but one should"));
    Seen seen =
        new Seen(invoked, shown, log.of(shown.requestId()), Metric.of(log.metrics()), drawing);
    seen.check();
    Path directory = drawing.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(drawing, Waterfall.of(shown.traceId(), shown.trace()));
    return seen;
  }
}
