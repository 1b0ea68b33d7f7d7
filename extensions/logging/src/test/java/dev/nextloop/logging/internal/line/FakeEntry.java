package dev.nextloop.logging.internal.line;

import java.util.ArrayList;
import java.util.List;

/** An event that a test puts together. */
final class FakeEntry implements Entry {
  private record Pair(String key, Object value) {}

  private final List<Pair> pairs = new ArrayList<>();
  private final String message;
  private final long millis;
  private Level level = Level.INFO;
  private Throwable failure;
  private String requestId;
  private String tenantId;
  private String traceId;

  FakeEntry(long millis, String message) {
    this.millis = millis;
    this.message = message;
  }

  static FakeEntry of(String message) {
    return new FakeEntry(0, message);
  }

  FakeEntry level(Level given) {
    level = given;
    return this;
  }

  FakeEntry with(String key, Object value) {
    pairs.add(new Pair(key, value));
    return this;
  }

  FakeEntry thrown(Throwable given) {
    failure = given;
    return this;
  }

  FakeEntry ids(String request, String trace, String tenant) {
    requestId = request;
    traceId = trace;
    tenantId = tenant;
    return this;
  }

  @Override
  public long millis() {
    return millis;
  }

  @Override
  public Level level() {
    return level;
  }

  @Override
  public String logger() {
    return "shop.Orders";
  }

  @Override
  public String message() {
    return message;
  }

  @Override
  public Throwable failure() {
    return failure;
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public String tenantId() {
    return tenantId;
  }

  @Override
  public String traceId() {
    return traceId;
  }

  @Override
  public void fields(Fields to) {
    pairs.forEach(pair -> to.field(pair.key, pair.value));
  }
}
