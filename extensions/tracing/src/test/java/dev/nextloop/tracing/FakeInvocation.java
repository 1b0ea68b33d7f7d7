package dev.nextloop.tracing;

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

/** An invocation that counts who reads its trace. */
final class FakeInvocation implements Invocation {
  private final Map<Key<?>, Object> attributes = new HashMap<>();
  private final String trace;
  int reads;

  FakeInvocation(String trace) {
    this.trace = trace;
  }

  @Override
  public Optional<TraceHeader> trace() {
    reads++;
    return TraceHeader.parse(trace);
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
  public Future<Void> cancelled() {
    return Future.succeededFuture();
  }
}
