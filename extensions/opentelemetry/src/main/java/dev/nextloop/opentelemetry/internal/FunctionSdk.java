package dev.nextloop.opentelemetry.internal;

import dev.nextloop.FunctionError;
import dev.nextloop.spi.Host;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;

/** The SDK of a stand-alone function, made of what is on its class path. */
public final class FunctionSdk {
  private static final String AUTOCONFIGURE =
      "io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk";
  private static final String OTLP =
      "io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter";
  private static final long MIB = 1_048_576;

  private FunctionSdk() {}

  /**
   * Makes one.
   *
   * @throws FunctionError names what is missing on the class path
   * @throws IllegalArgumentException names the setting that is wrong
   */
  public static OpenTelemetrySdk of(Host host) {
    if (isThere(AUTOCONFIGURE)) {
      return AutoconfiguredSdk.of(host);
    }
    if (isThere(OTLP)) {
      return OtlpSdk.of(host);
    }
    throw new FunctionError(
        "Runtime.InvalidConfiguration",
        "there is nothing to export spans with; put io.opentelemetry:opentelemetry-exporter-otlp"
            + " on the class path, or opentelemetry-sdk-extension-autoconfigure with an exporter");
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, FunctionSdk.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /** What the environment says of the function, by the conventions for FaaS and cloud resources. */
  static Resource resource(Host host) {
    AttributesBuilder facts = Attributes.builder().put("cloud.provider", "aws");
    put(facts, "cloud.region", host.variable("AWS_REGION"));
    put(facts, "faas.name", host.variable("AWS_LAMBDA_FUNCTION_NAME"));
    put(facts, "faas.version", host.variable("AWS_LAMBDA_FUNCTION_VERSION"));
    put(facts, "faas.instance", host.variable("AWS_LAMBDA_LOG_STREAM_NAME"));
    String memory = host.variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
    if (memory != null && memory.matches("\\d{1,9}")) {
      facts.put(AttributeKey.longKey("faas.max_memory"), Long.parseLong(memory) * MIB);
    }
    return Resource.create(facts.build());
  }

  private static void put(AttributesBuilder facts, String name, String value) {
    if (value != null && !value.isEmpty()) {
      facts.put(name, value);
    }
  }

  /** What the function is called where nobody has named the service. */
  static String serviceName(Host host) {
    String name = host.variable("AWS_LAMBDA_FUNCTION_NAME");
    return name == null || name.isEmpty() ? "function" : name;
  }
}
