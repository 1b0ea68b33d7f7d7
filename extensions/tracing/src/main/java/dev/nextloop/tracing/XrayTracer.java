package dev.nextloop.tracing;

import dev.nextloop.Invocation;
import dev.nextloop.TraceHeader;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.Scope;
import dev.nextloop.tracing.internal.LostContexts;
import dev.nextloop.tracing.internal.Recorded;
import dev.nextloop.tracing.internal.Recorder;
import dev.nextloop.tracing.internal.Unrecorded;
import java.security.SecureRandom;

/**
 * Begins subsegments. In Lambda the platform owns the segment of a function, and what is begun here
 * are its subsegments; in a program of one's own {@link #segment(String)} begins a segment as well.
 * Nothing is recorded without a daemon, nor of a trace that is not sampled or names no parent. Safe
 * for any thread.
 */
public final class XrayTracer {
  private final Scope scope;
  private final Recorder recorder;
  private final LostContexts lost;

  private XrayTracer(Scope scope, Recorder recorder, LostContexts lost) {
    this.scope = scope;
    this.recorder = recorder;
    this.lost = lost;
  }

  /**
   * A tracer of one client.
   *
   * @param scope the client's: {@link dev.nextloop.Nextloop.Builder#scope()}
   * @param daemon where documents go, for instance {@link XrayDaemon#from}; null for nowhere
   * @param debug whether it is logged, once for each place, that a subsegment or an outgoing call
   *     was begun outside of any invocation while invocations ran
   */
  public static XrayTracer of(Scope scope, Host host, XrayDaemon daemon, boolean debug) {
    // Not a generator that is seeded once: copies of a snapshot would give the same ids.
    Recorder recorder =
        daemon == null ? null : new Recorder(daemon, host, new SecureRandom()::nextLong);
    return new XrayTracer(scope, recorder, debug ? new LostContexts(host::log) : null);
  }

  /**
   * Begins a subsegment of the handler that the caller works for, by the client's scope.
   *
   * @param name as in {@link Subsegment#child}
   * @return unrecorded where the caller works for no invocation
   */
  public Subsegment begin(String name) {
    Invocation current = scope.current();
    if (current == null) {
      if (lost != null) {
        lost.begun("the subsegment '" + name + "'");
      }
      return new Unrecorded(null);
    }
    return Subsegment.of(current).child(name);
  }

  /**
   * Begins a segment under a trace's header: for programs that are no Lambda function.
   *
   * @param trace what came with the request
   * @param name of the service, as in {@link Subsegment#child}
   * @return unrecorded where the trace is not sampled
   */
  public Subsegment segment(TraceHeader trace, String name) {
    return recorder != null && trace.sampled()
        ? recorder.segment(trace, name)
        : new Unrecorded(null);
  }

  /** As {@link #segment(TraceHeader, String)}, of a new trace, which is sampled. */
  public Subsegment segment(String name) {
    return recorder != null ? recorder.segment(name) : new Unrecorded(null);
  }

  /** Whether anything can be recorded, so that it is worth to read a trace's header. */
  boolean records() {
    return recorder != null;
  }

  /** Begins the subsegment of a handler; null where it is not recorded. */
  Recorded handler(TraceHeader trace, String name) {
    boolean wanted = recorder != null && trace != null && trace.sampled();
    return wanted && trace.parent() != null ? recorder.subsegment(trace, name) : null;
  }

  Scope scope() {
    return scope;
  }

  /** Null where nobody wants to know. */
  LostContexts lost() {
    return lost;
  }
}
