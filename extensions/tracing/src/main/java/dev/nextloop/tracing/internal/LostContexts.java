package dev.nextloop.tracing.internal;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Names the places where a call or a subsegment is begun outside of any invocation while
 * invocations run: there a trace ends without anybody noticing. Each place is named once. Costs a
 * walk of the stack; for debugging.
 */
public final class LostContexts {
  private static final int MOST_PLACES = 100;
  private static final Set<String> OTHERS =
      Set.of("io.vertx.", "io.netty.", "java.", "jdk.", "sun.", "software.amazon.awssdk.");

  private final Consumer<String> log;
  private final AtomicInteger running = new AtomicInteger();
  private final Set<String> places = ConcurrentHashMap.newKeySet();

  /** Told where to write a line. */
  public LostContexts(Consumer<String> log) {
    this.log = log;
  }

  /** An invocation has begun. */
  public void entered() {
    running.incrementAndGet();
  }

  /** An invocation has ended. */
  public void left() {
    running.decrementAndGet();
  }

  /**
   * Something was begun outside of any invocation.
   *
   * @param what without secrets
   */
  public void begun(String what) {
    int count = running.get();
    if (count == 0 || places.size() >= MOST_PLACES) {
      return;
    }
    // Vert.x sends from its own turns, where no caller is on the stack: then the call is the place.
    Optional<String> frame = StackWalker.getInstance().walk(LostContexts::caller);
    String place = frame.map(at -> "at " + at).orElse("on thread " + thread());
    if (places.add(frame.orElse(what))) {
      log.accept(
          "nextloop: debug: "
              + what
              + " was begun outside of any invocation, while "
              + count
              + " ran, "
              + place
              + "; its trace is lost: begin it on the invocation's context, or wrap the callback"
              + " with invocation.scope().wrap");
    }
  }

  private static String thread() {
    return Thread.currentThread().getName();
  }

  private static Optional<String> caller(Stream<StackWalker.StackFrame> frames) {
    return frames
        .filter(frame -> isFunctions(frame.getClassName()))
        .findFirst()
        .map(frame -> frame.toStackTraceElement().toString());
  }

  private static boolean isFunctions(String type) {
    return !type.startsWith("dev.nextloop.internal.")
        && !type.startsWith("dev.nextloop.tracing.internal.")
        && !type.startsWith("dev.nextloop.tracing.Xray")
        && OTHERS.stream().noneMatch(type::startsWith);
  }
}
