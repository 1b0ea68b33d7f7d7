package dev.nextloop.tracing;

import dev.nextloop.EventHandler;
import dev.nextloop.FunctionError;
import dev.nextloop.Invocation;
import dev.nextloop.Middleware;
import dev.nextloop.Observer;
import dev.nextloop.Propagation;
import dev.nextloop.Stage;
import dev.nextloop.TraceHeader;
import dev.nextloop.tracing.internal.LostContexts;
import dev.nextloop.tracing.internal.Recorded;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens a subsegment for the handler of each invocation whose trace is sampled, leaves it with the
 * invocation ({@link Subsegment#KEY}, and {@link Propagation#KEY} for outgoing calls), and ends it
 * with the handler's future. As an observer of the same client it also sends what is known shortly
 * before the deadline, and ends the subsegment as failed when the handler has not answered in time.
 *
 * @param <I> the event's type
 * @param <O> the result's type
 */
public final class XrayMiddleware<I, O> implements Middleware<I, O>, Observer {
  private static final String PROPERTY = "com.amazonaws.xray.traceHeader";

  private final XrayTracer tracer;
  private final LostContexts lost;
  private final FunctionLabels labels;
  private final Properties properties;
  private final AtomicBoolean first;

  private XrayMiddleware(XrayTracer tracer, FunctionLabels labels, Properties properties) {
    this.tracer = tracer;
    this.lost = tracer.lost();
    this.labels = labels;
    this.properties = properties;
    this.first = new AtomicBoolean(labels.coldStart());
  }

  /** One for a client; the outermost sees the whole of the handler's time. */
  public static <I, O> XrayMiddleware<I, O> of(XrayTracer tracer, FunctionLabels labels) {
    return new XrayMiddleware<>(tracer, labels, null);
  }

  /**
   * The same, which also tells libraries that can't be handed a trace: before each invocation it
   * sets {@code com.amazonaws.xray.traceHeader} to what an outgoing call is to carry, and clears it
   * where the invocation has no trace. It stays behind the answer, as with AWS's own client. Only
   * for a process with a single client and one invocation at a time.
   *
   * @param system {@link System#getProperties()}
   */
  public XrayMiddleware<I, O> withProperty(Properties system) {
    return new XrayMiddleware<>(tracer, labels, system);
  }

  @Override
  public EventHandler<I, O> around(EventHandler<I, O> next) {
    return (event, invocation) -> handle(event, invocation, next);
  }

  private Future<O> handle(I event, Invocation invocation, EventHandler<I, O> next)
      throws Exception {
    boolean cold = first.get() && first.getAndSet(false);
    Recorded own = null;
    if (properties != null || tracer.records()) {
      TraceHeader trace = invocation.trace().orElse(null);
      own = tracer.handler(trace, labels.name());
      property(own != null ? own.header() : trace == null ? null : trace.value());
    }
    if (own == null && lost == null) {
      return next.handle(event, invocation);
    }
    if (own != null) {
      leave(own, invocation, cold);
    }
    if (lost != null) {
      lost.entered();
    }
    return next.handle(event, invocation).onComplete(new End(own));
  }

  private void property(String value) {
    if (properties == null) {
      return;
    }
    if (value == null) {
      properties.remove(PROPERTY);
    } else {
      properties.setProperty(PROPERTY, value);
    }
  }

  private void leave(Recorded own, Invocation invocation, boolean cold) {
    own.annotate("ColdStart", cold);
    if (labels.service() != null) {
      own.annotate("Service", labels.service());
    }
    invocation.attribute(Subsegment.KEY, own);
    invocation.attribute(Propagation.KEY, own);
  }

  private final class End implements Completable<O> {
    private final Recorded own;

    End(Recorded own) {
      this.own = own;
    }

    @Override
    public void complete(O result, Throwable failure) {
      if (lost != null) {
        lost.left();
      }
      if (own != null) {
        if (failure != null) {
          own.fail(failure);
        }
        own.end();
      }
    }
  }

  @Override
  public void at(Stage stage, Invocation invocation, long ticks) {
    if (stage != Stage.EXPIRING && stage != Stage.EXPIRED) {
      return;
    }
    if (invocation.attribute(Subsegment.KEY) instanceof Recorded own) {
      if (stage == Stage.EXPIRING) {
        own.report();
      } else {
        own.fail(new FunctionError("Runtime.HandlerTimeout", "no result before the deadline"));
        own.end();
      }
    }
  }
}
