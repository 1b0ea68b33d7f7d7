package dev.nextloop.tracing;

import dev.nextloop.spi.Host;
import dev.nextloop.tracing.internal.Names;
import java.util.Objects;

/**
 * What the subsegment of a function's handler is called and annotated with: the names that
 * Powertools uses, so that dashboards find both.
 *
 * @param name of the subsegment: 1 to 200 letters, digits, spaces and {@code _.:/%&#=+\-@}
 * @param service annotation {@code Service}; null for none
 * @param coldStart whether the first invocation of the process is annotated {@code ColdStart=true}
 */
public record FunctionLabels(String name, String service, boolean coldStart) {
  private static final String NAME = "NEXTLOOP_TRACING_NAME";

  /** Checked. */
  public FunctionLabels {
    Names.required(NAME, Objects.requireNonNull(name, NAME));
  }

  /**
   * Of the environment: {@code NEXTLOOP_TRACING_NAME}, else {@code ## handler}; {@code
   * POWERTOOLS_SERVICE_NAME}, else {@code AWS_LAMBDA_FUNCTION_NAME}. A cold start is the first
   * invocation where {@code AWS_LAMBDA_INITIALIZATION_TYPE} is {@code on-demand} or absent, so
   * neither one of a process that was provisioned nor one of a restored snapshot.
   *
   * @throws IllegalArgumentException names the setting that is wrong and the remedy
   */
  public static FunctionLabels from(Host host) {
    String name = host.variable(NAME);
    String service = host.variable("POWERTOOLS_SERVICE_NAME");
    if (service == null || service.isEmpty()) {
      service = host.variable("AWS_LAMBDA_FUNCTION_NAME");
    }
    String init = host.variable("AWS_LAMBDA_INITIALIZATION_TYPE");
    return new FunctionLabels(
        name == null ? "## handler" : name, service, init == null || init.equals("on-demand"));
  }
}
