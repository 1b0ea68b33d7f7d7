package dev.nextloop.opentelemetry.internal;

import dev.nextloop.spi.Host;
import io.opentelemetry.contrib.awsxray.AwsXrayIdGenerator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** By OpenTelemetry's own settings, with other defaults where a function needs them. */
final class AutoconfiguredSdk {
  private AutoconfiguredSdk() {}

  static OpenTelemetrySdk of(Host host) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        // The end of the process is not to wait for an exporter; the client's last flush is.
        .disableShutdownHook()
        .addPropertiesSupplier(() -> properties(host))
        .addResourceCustomizer((resource, settings) -> FunctionSdk.resource(host).merge(resource))
        .addTracerProviderCustomizer(
            (tracers, settings) -> tracers.setIdGenerator(AwsXrayIdGenerator.getInstance()))
        .build()
        .getOpenTelemetrySdk();
  }

  /** Weaker than what the process itself was given. */
  private static Map<String, String> properties(Host host) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.service.name", FunctionSdk.serviceName(host));
    properties.put("otel.propagators", "tracecontext,baggage,xray");
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    // Nobody flushes these two before the freeze.
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    host.variables()
        .forEach(
            (name, value) -> {
              if (name.startsWith("OTEL_")) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
              }
            });
    return properties;
  }
}
