package dev.nextloop.opentelemetry.internal;

import dev.nextloop.spi.Host;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.contrib.awsxray.AwsXrayIdGenerator;
import io.opentelemetry.contrib.awsxray.propagator.AwsXrayPropagator;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.Set;
import java.util.TreeSet;

/**
 * Spans by OTLP over HTTP, by four settings: {@code OTEL_EXPORTER_OTLP_ENDPOINT}, {@code
 * OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}, {@code OTEL_EXPORTER_OTLP_HEADERS}, {@code
 * OTEL_SERVICE_NAME}. Starts sooner than what reads them all, and says which it does not read.
 */
final class OtlpSdk {
  private static final Set<String> READ =
      Set.of(
          OtlpSettings.ENDPOINT,
          OtlpSettings.TRACES_ENDPOINT,
          OtlpSettings.HEADERS,
          "OTEL_SERVICE_NAME");

  private OtlpSdk() {}

  static OpenTelemetrySdk of(Host host) {
    sayWhatIsNotRead(host);
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(OtlpSettings.endpoint(host));
    OtlpSettings.headers(host).forEach(exporter::addHeader);
    String service = host.variable("OTEL_SERVICE_NAME");
    Resource named =
        Resource.builder()
            .put("service.name", service != null ? service : FunctionSdk.serviceName(host))
            .build();
    SdkTracerProvider tracers =
        SdkTracerProvider.builder()
            .setIdGenerator(AwsXrayIdGenerator.getInstance())
            .addResource(FunctionSdk.resource(host).merge(named))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter.build()).build())
            .build();
    TextMapPropagator propagator =
        TextMapPropagator.composite(
            W3CTraceContextPropagator.getInstance(),
            W3CBaggagePropagator.getInstance(),
            AwsXrayPropagator.getInstance());
    return OpenTelemetrySdk.builder()
        .setTracerProvider(tracers)
        .setPropagators(ContextPropagators.create(propagator))
        .build();
  }

  private static void sayWhatIsNotRead(Host host) {
    Set<String> others = new TreeSet<>(host.variables().keySet());
    others.removeIf(name -> !name.startsWith("OTEL_") || READ.contains(name));
    if (!others.isEmpty()) {
      host.log(
          "nextloop: "
              + others
              + " are read by opentelemetry-sdk-extension-autoconfigure alone, which is not on the"
              + " class path; add it or remove them");
    }
  }
}
