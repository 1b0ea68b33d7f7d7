package dev.nextloop.emulator.internal.run;

import io.vertx.core.buffer.Buffer;

/**
 * One invocation on its way to a runtime.
 *
 * @param requestId the id that the runtime, the log lines and the caller see
 * @param payload the event, as it came
 * @param contentType of the event; {@code application/json} unless the caller said otherwise
 * @param clientContext decoded JSON text, or null
 * @param traceId X-Ray header value, or null
 */
public record InvokeRequest(
    String requestId, Buffer payload, String contentType, String clientContext, String traceId) {}
