package dev.nextloop.logging.internal.mdc;

import dev.nextloop.ClientContext;
import dev.nextloop.CognitoIdentity;
import dev.nextloop.Invocation;
import dev.nextloop.Key;
import dev.nextloop.TraceHeader;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An invocation with these ids; the others than the first end with the answer. */
final class FakeInvocation implements Invocation {
  private final Map<Key<?>, Object> attributes = new HashMap<>();
  private final String requestId;
  private final String trace;
  private final String tenant;
  private boolean answered;

  FakeInvocation(String requestId, String trace, String tenant) {
    this.requestId = requestId;
    this.trace = trace;
    this.tenant = tenant;
  }

  FakeInvocation afterItsAnswer() {
    answered = true;
    return this;
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public Optional<TraceHeader> trace() {
    if (answered) {
      throw new IllegalStateException("answered");
    }
    return TraceHeader.parse(trace);
  }

  @Override
  public Optional<String> tenantId() {
    return Optional.ofNullable(tenant);
  }

  @Override
  @SuppressWarnings("unchecked") // only what the method below has put
  public <T> T attribute(Key<T> key) {
    return (T) attributes.get(key);
  }

  @Override
  public <T> void attribute(Key<T> key, T value) {
    attributes.put(key, value);
  }

  @Override
  public Optional<String> invocationId() {
    return Optional.empty();
  }

  @Override
  public Optional<String> functionArn() {
    return Optional.empty();
  }

  @Override
  public Instant deadline() {
    return Instant.EPOCH;
  }

  @Override
  public Duration remaining() {
    return Duration.ZERO;
  }

  @Override
  public Optional<ClientContext> clientContext() {
    return Optional.empty();
  }

  @Override
  public Optional<CognitoIdentity> cognitoIdentity() {
    return Optional.empty();
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.empty();
  }

  @Override
  public List<Map.Entry<String, String>> headers() {
    return List.of();
  }

  @Override
  public Future<Void> cancelled() {
    return Future.succeededFuture();
  }
}
