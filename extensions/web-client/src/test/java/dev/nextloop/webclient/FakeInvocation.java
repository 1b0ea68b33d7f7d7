package dev.nextloop.webclient;

import dev.nextloop.ClientContext;
import dev.nextloop.CognitoIdentity;
import dev.nextloop.Invocation;
import dev.nextloop.Key;
import dev.nextloop.TraceHeader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An invocation with so much time, which the test cancels. */
record FakeInvocation(
    Duration remaining,
    Promise<Void> cancel,
    Optional<TraceHeader> trace,
    Map<Key<?>, Object> attributes)
    implements Invocation {
  FakeInvocation(Duration remaining) {
    this(remaining, Promise.promise(), Optional.empty(), new ConcurrentHashMap<>());
  }

  FakeInvocation traced(String header) {
    return new FakeInvocation(remaining, cancel, TraceHeader.parse(header), attributes);
  }

  @Override
  public Future<Void> cancelled() {
    return cancel.future();
  }

  @Override
  public boolean expired() {
    return remaining.isZero();
  }

  @Override
  public Instant deadline() {
    return Instant.EPOCH;
  }

  @Override
  public String requestId() {
    return "1";
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
  public Optional<ClientContext> clientContext() {
    return Optional.empty();
  }

  @Override
  public Optional<CognitoIdentity> cognitoIdentity() {
    return Optional.empty();
  }

  @Override
  public Optional<String> tenantId() {
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
  @SuppressWarnings("unchecked") // a key is stored with a value of its own type only
  public <T> T attribute(Key<T> key) {
    return (T) attributes.get(key);
  }

  @Override
  public <T> void attribute(Key<T> key, T value) {
    attributes.put(key, value);
  }
}
