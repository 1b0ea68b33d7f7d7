package dev.nextloop.opentelemetry;

import dev.nextloop.Middleware;
import dev.nextloop.Nextloop;
import dev.nextloop.Setup;
import dev.nextloop.opentelemetry.internal.FunctionSdk;
import dev.nextloop.spi.Host;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;

/**
 * Adds spans to a stand-alone function: {@code
 * NEXTLOOP_SETUP=dev.nextloop.opentelemetry.OpenTelemetrySetup}. The OpenTelemetry is, first of
 * these:
 *
 * <ol>
 *   <li>{@code GlobalOpenTelemetry}, where somebody has set it, an agent for instance. It can't be
 *       flushed from outside, so that is left to whoever has set it
 *   <li>one by {@code opentelemetry-sdk-extension-autoconfigure}, where that is on the class path:
 *       all its settings count
 *   <li>one with {@code opentelemetry-exporter-otlp}, where that is, by a few settings
 * </ol>
 *
 * <p>The latter two become {@code GlobalOpenTelemetry}, for instrumented libraries: a stand-alone
 * function is the process's one.
 */
public final class OpenTelemetrySetup implements Setup {
  /** For {@code NEXTLOOP_SETUP}. */
  public OpenTelemetrySetup() {}

  @Override
  public void add(Nextloop.Builder client, Host host) {
    OpenTelemetryOptions options = OpenTelemetryOptions.from(host);
    if (GlobalOpenTelemetry.isSet()) {
      host.log(
          "nextloop: spans go to the GlobalOpenTelemetry that is set; they are not flushed behind"
              + " answers, since it can't be asked to");
      // Not for flush(): spans of invocations that run out of time still have to end.
      client.observe(new OpenTelemetryFlush(CompletableResultCode::ofSuccess));
      spans(client, GlobalOpenTelemetry.get(), host, options);
      return;
    }
    OpenTelemetrySdk sdk = FunctionSdk.of(host);
    GlobalOpenTelemetry.set(sdk);
    OpenTelemetryFlush flush = OpenTelemetryFlush.of(sdk.getSdkTracerProvider());
    client.observe(flush).flush(flush);
    spans(client, sdk, host, options);
  }

  private static void spans(
      Nextloop.Builder client, OpenTelemetry telemetry, Host host, OpenTelemetryOptions options) {
    client.with(
        Middleware.optional(OpenTelemetryMiddleware.of(telemetry, host, options), host::log));
  }
}
