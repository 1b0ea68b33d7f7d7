package dev.nextloop.inspect;

import java.util.Map;
import java.util.Objects;

/**
 * How the function is run.
 *
 * @param handler as in {@code _HANDLER}: {@code com.acme.Orders} or {@code com.acme.Orders::put}
 * @param runtime the managed runtime
 * @param concurrency invocations at once in one environment, from 1
 * @param snapStart whether versions are published with SnapStart
 * @param variables the function's environment variables, as far as they are known
 */
public record Setup(
    String handler,
    JavaRuntime runtime,
    int concurrency,
    boolean snapStart,
    Map<String, String> variables) {

  /** Checks the range and copies the variables. */
  public Setup {
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(runtime, "runtime");
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be 1 or more, but is " + concurrency);
    }
    variables = Map.copyOf(variables);
  }

  /** One invocation at a time on java21, without SnapStart and variables. */
  public static Setup of(String handler) {
    return new Setup(handler, JavaRuntime.JAVA21, 1, false, Map.of());
  }

  /** The same on another runtime. */
  public Setup on(JavaRuntime other) {
    return new Setup(handler, other, concurrency, snapStart, variables);
  }

  /** The same with so many invocations at once. */
  public Setup atOnce(int invocations) {
    return new Setup(handler, runtime, invocations, snapStart, variables);
  }

  /** The same with SnapStart. */
  public Setup withSnapStart() {
    return new Setup(handler, runtime, concurrency, true, variables);
  }

  /** The same with these variables and no others. */
  public Setup with(Map<String, String> others) {
    return new Setup(handler, runtime, concurrency, snapStart, others);
  }

  /** The weight of what matters only to several invocations at once. */
  public Level ifSeveralAtOnce() {
    return concurrency > 1 ? Level.CHANGE : Level.NOTE;
  }

  /** The weight of what matters only to snapshots. */
  public Level ifSnapStart() {
    return snapStart ? Level.CHANGE : Level.NOTE;
  }
}
