package dev.nextloop.shell;

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

/** An invocation with fixed facts, given up when the test says so. */
final class FakeInvocation implements Invocation {
  static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";
  static final String TRACE = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1";

  final Promise<Void> cancel = Promise.promise();
  private final String requestId;

  FakeInvocation(String requestId) {
    this.requestId = requestId;
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public Optional<String> invocationId() {
    return Optional.empty();
  }

  @Override
  public Optional<String> functionArn() {
    return Optional.of(ARN);
  }

  @Override
  public Instant deadline() {
    return Instant.ofEpochMilli(1_700_000_000_123L);
  }

  @Override
  public Duration remaining() {
    return Duration.ofSeconds(3);
  }

  @Override
  public boolean expired() {
    return false;
  }

  @Override
  public Optional<TraceHeader> trace() {
    return TraceHeader.parse(TRACE);
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
  public <T> T attribute(Key<T> key) {
    return null;
  }

  @Override
  public <T> void attribute(Key<T> key, T value) {}

  @Override
  public Future<Void> cancelled() {
    return cancel.future();
  }
}
