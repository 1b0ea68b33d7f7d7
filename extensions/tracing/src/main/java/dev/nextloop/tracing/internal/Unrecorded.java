package dev.nextloop.tracing.internal;

import dev.nextloop.Invocation;
import dev.nextloop.tracing.Subsegment;
import java.util.function.BiConsumer;

/** A subsegment of which nothing is written down; bad keys are refused all the same. */
public final class Unrecorded implements Subsegment {
  private final Invocation invocation;

  /**
   * One of an invocation.
   *
   * @param invocation null for none
   */
  public Unrecorded(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public void inject(BiConsumer<String, String> headers) {
    if (invocation != null) {
      Outgoing.inject(invocation, headers);
    }
  }

  @Override
  public Subsegment child(String name) {
    return this;
  }

  @Override
  public Subsegment call(String method, String url) {
    return this;
  }

  @Override
  public Subsegment annotate(String key, String value) {
    Names.requireKey(key);
    return this;
  }

  @Override
  public Subsegment annotate(String key, Number value) {
    Names.requireKey(key);
    return this;
  }

  @Override
  public Subsegment annotate(String key, boolean value) {
    Names.requireKey(key);
    return this;
  }

  @Override
  public Subsegment metadata(String namespace, String key, Object value) {
    return this;
  }

  @Override
  public Subsegment fail(Throwable cause) {
    return this;
  }

  @Override
  public Subsegment error() {
    return this;
  }

  @Override
  public Subsegment throttle() {
    return this;
  }

  @Override
  public Subsegment fault() {
    return this;
  }

  @Override
  public Subsegment status(int status) {
    return this;
  }

  @Override
  public boolean isRecorded() {
    return false;
  }

  @Override
  public void end() {}
}
