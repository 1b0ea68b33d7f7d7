package dev.nextloop.tracing;

import dev.nextloop.Invocation;
import dev.nextloop.Key;
import dev.nextloop.Propagation;
import dev.nextloop.tracing.internal.Unrecorded;
import io.vertx.core.Future;

/**
 * A piece of work in an X-Ray trace: begun by its parent, handed along to whoever adds to it, ended
 * once. Where its trace is not sampled, or no daemon is there, every method does nothing, so
 * callers need not ask. Safe for any thread; what is called behind {@link #end} changes nothing.
 *
 * <p>As a {@link Propagation} it gives an outgoing call the trace's header with this subsegment as
 * parent; an unrecorded one passes the invocation's header on.
 */
public interface Subsegment extends Propagation {
  /** Where an invocation keeps the subsegment of its handler. */
  Key<Subsegment> KEY = Key.of("subsegment");

  /** The subsegment of the invocation's handler; never null. Any thread. */
  static Subsegment of(Invocation invocation) {
    Subsegment own = invocation.attribute(KEY);
    return own != null ? own : new Unrecorded(invocation);
  }

  /**
   * Begins a piece of this work. It may end later than this one.
   *
   * @param name 1 to 200 letters, digits, spaces and {@code _.:/%&#=+\-@}; other characters are
   *     replaced by {@code _}, a longer one is cut
   */
  Subsegment child(String name);

  /**
   * Begins a call to another service, which X-Ray shows as a node of its own, named by its host.
   *
   * @param method for instance {@code GET}
   * @param url absolute; query, fragment and user are left out
   */
  Subsegment call(String method, String url);

  /**
   * Adds an annotation, by which traces can be found; the first 50 of a subsegment count.
   *
   * @param key 1 to 500 ASCII letters, digits, {@code _} and {@code .}
   * @param value cut to 1,000 characters; null is left out
   * @throws IllegalArgumentException when the key has other characters, recorded or not
   */
  Subsegment annotate(String key, String value);

  /** As {@link #annotate(String, String)}. */
  Subsegment annotate(String key, Number value);

  /** As {@link #annotate(String, String)}. */
  Subsegment annotate(String key, boolean value);

  /**
   * Adds something that is shown with the trace and not searched for. The value is written down
   * within this call: maps, iterables and arrays as JSON, anything else by {@code toString}; one
   * that throws is replaced by a note. Past 64 kB of a subsegment nothing is added.
   *
   * @param namespace any text
   * @param key any text
   */
  Subsegment metadata(String namespace, String key, Object value);

  /** Marks the work as failed ({@code fault}), with the exception and its causes. */
  Subsegment fail(Throwable cause);

  /** Marks the work as failed by its caller. */
  Subsegment error();

  /** Marks the work as turned away because there was too much of it; an {@code error} as well. */
  Subsegment throttle();

  /** Marks the work as failed by a fault of its own. */
  Subsegment fault();

  /**
   * The HTTP status that the work came to, with what follows from it: 429 is a throttle, other 4xx
   * are errors, 5xx are faults.
   */
  Subsegment status(int status);

  /** Whether anything is written down. */
  boolean isRecorded();

  /** Ends the work, and sends what is known of it; never blocks, never throws. */
  void end();

  /**
   * Ends the work with a future, as failed when the future fails.
   *
   * @return the same future
   */
  default <T> Future<T> endWith(Future<T> work) {
    return work.onComplete(
        (done, failure) -> {
          if (failure != null) {
            fail(failure);
          }
          end();
        });
  }
}
