package dev.nextloop.internal.wire;

import dev.nextloop.Answered;
import dev.nextloop.ClientContext;
import dev.nextloop.CognitoIdentity;
import dev.nextloop.Invocation;
import dev.nextloop.Key;
import dev.nextloop.Stage;
import dev.nextloop.TraceHeader;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.PolledInvocation;
import dev.nextloop.spi.Scope;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** An invocation over the bytes of its head; everything but the ids is decoded when it is read. */
public final class LambdaInvocation implements Invocation {
  private volatile PolledInvocation polled;
  private boolean kept;
  private final String requestId;
  private final String invocationId;
  private final InvocationDecoder origin;
  private final long wallAtReceipt;
  private final long ticksAtReceipt;
  private volatile Attributes attributes = Attributes.NONE;
  private volatile Object place;
  private volatile Cancellation cancellation;
  private Observed observed;
  private Optional<TraceHeader> trace;

  /** Who sees to it that the signal comes in time. */
  public interface Watch {
    /** A longer margin was asked for; any thread. */
    void marginGrew();
  }

  LambdaInvocation(
      PolledInvocation polled,
      String requestId,
      String invocationId,
      InvocationDecoder origin,
      long wallAtReceipt,
      long ticksAtReceipt) {
    this.polled = polled;
    this.requestId = requestId;
    this.invocationId = invocationId;
    this.origin = origin;
    this.wallAtReceipt = wallAtReceipt;
    this.ticksAtReceipt = ticksAtReceipt;
  }

  /** The payload. */
  public Body body() {
    return facts().body();
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public Optional<String> invocationId() {
    return Optional.ofNullable(invocationId);
  }

  @Override
  public Optional<String> functionArn() {
    return header(RuntimeHeaders.FUNCTION_ARN);
  }

  @Override
  public Instant deadline() {
    return Instant.ofEpochMilli(wallAtReceipt + budgetMillis());
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(remainingNanos());
  }

  /** Time left, nanoseconds, never negative. */
  public long remainingNanos() {
    return left(budgetMillis());
  }

  private long left(long millis) {
    return Math.max(0, millis * 1_000_000 - (origin.host().ticks() - ticksAtReceipt));
  }

  /**
   * How long its result is awaited, nanoseconds. An event whose deadline had passed when it came
   * shows that two clocks differ; it has the default time, and the platform decides.
   */
  public long patienceNanos() {
    long budget = budgetMillis();
    return left(budget == 0 ? origin.defaultTimeoutMillis() : budget);
  }

  /** Whether the platform has handed out one event twice; a retry of it is another delivery. */
  public boolean isSameDelivery(LambdaInvocation other) {
    return requestId.equals(other.requestId) && Objects.equals(invocationId, other.invocationId);
  }

  private long budgetMillis() {
    return DeadlineHeader.budgetMillis(
        facts().header(RuntimeHeaders.DEADLINE_MS), wallAtReceipt, origin.defaultTimeoutMillis());
  }

  @Override
  public Optional<TraceHeader> trace() {
    PolledInvocation facts = facts();
    trace = trace == null ? TraceHeader.parse(facts.header(RuntimeHeaders.TRACE_ID)) : trace;
    return trace;
  }

  @Override
  public Optional<ClientContext> clientContext() {
    return header(RuntimeHeaders.CLIENT_CONTEXT).map(ContextJson::clientContext);
  }

  @Override
  public Optional<CognitoIdentity> cognitoIdentity() {
    return header(RuntimeHeaders.COGNITO_IDENTITY).map(ContextJson::cognitoIdentity);
  }

  @Override
  public Optional<String> tenantId() {
    return header(RuntimeHeaders.TENANT_ID);
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(facts().header(name));
  }

  @Override
  public List<Map.Entry<String, String>> headers() {
    return facts().headers();
  }

  @Override
  public void keep() {
    if (!kept) {
      kept = true;
      facts().keep();
    }
  }

  /** It is answered, and the answer acknowledged: what was not kept may be overwritten now. */
  public void release() {
    if (!kept) {
      polled = null;
    }
  }

  private PolledInvocation facts() {
    PolledInvocation facts = polled;
    if (facts == null) {
      throw new IllegalStateException(
          "invocation "
              + requestId
              + " is answered, and its facts are gone; read them before, or call keep()");
    }
    return facts;
  }

  @Override
  public long eventBytes() {
    Body body = body();
    return body instanceof Body.Whole whole
        ? whole.bytes().remaining()
        : ((Body.Parts) body).length();
  }

  @Override
  public long pollTicks() {
    return observed == null ? 0 : observed.pollTicks();
  }

  @Override
  public Answered answered() {
    return observed == null ? null : observed.answered();
  }

  @Override
  public void reached(Stage stage) {
    origin.home().reached(stage, this);
  }

  /** What only observers ask for; on the loop, else before it goes back there. */
  public Observed observed() {
    if (observed == null) {
      observed = new Observed();
    }
    return observed;
  }

  @Override
  public <T> T attribute(Key<T> key) {
    return attributes.get(key);
  }

  @Override
  public <T> void attribute(Key<T> key, T value) {
    synchronized (this) {
      attributes = attributes.with(key, value);
    }
  }

  private Cancellation cancellation() {
    Cancellation made = cancellation;
    if (made == null) {
      synchronized (this) {
        made = cancellation != null ? cancellation : new Cancellation();
        cancellation = made;
      }
    }
    return made;
  }

  @Override
  public Future<Void> cancelled() {
    return cancellation().signal();
  }

  @Override
  public <T> Future<T> blocking(Callable<T> work) {
    keep();
    return origin.home().blocking(this, work);
  }

  @Override
  public <T> Future<T> blockingAll(Callable<T> work) {
    keep();
    return origin.home().blockingAll(this, work);
  }

  @Override
  public <T> Future<T> after(Duration delay, Supplier<Future<T>> next) {
    return origin.home().after(this, delay, next);
  }

  @Override
  public Scope scope() {
    return origin.home().scope();
  }

  /** Whether it lives there. */
  public boolean livesIn(Home home) {
    return origin.home() == home;
  }

  /** What its loop keeps of it; null at first. */
  public Object place() {
    return place;
  }

  /** Keeps something for its loop. */
  public void place(Object kept) {
    place = kept;
  }

  /** Gives the invocation up; loop only. */
  public void cancel() {
    cancellation().give();
  }

  /** Whether the invocation was given up. */
  public boolean isCancelled() {
    return cancellation != null && cancellation.isGiven();
  }

  @Override
  public void cancelBefore(Duration margin) {
    cancellation().wantedBefore(margin.toNanos());
  }

  /** The longest margin that was asked for. */
  public long cancelMarginNanos() {
    return cancellation == null ? 0 : cancellation.marginNanos();
  }

  /** Names who is told of longer margins from now on. */
  public void watchedBy(Watch watcher) {
    cancellation().watchedBy(watcher);
  }

  @Override
  public String toString() {
    return "invocation " + requestId;
  }
}
