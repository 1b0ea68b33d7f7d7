package dev.nextloop.tracing;

import dev.nextloop.Invocation;
import dev.nextloop.tracing.internal.Outgoing;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Gives the calls of a client of the AWS SDK for Java 2 the trace of the invocation that the caller
 * works for, also where many run at once: there the SDK's own interceptor, which looks at the
 * process and at the thread, can't know. Put it into the client's {@code overrideConfiguration}.
 * The invocation is the one that is current where the call is begun; what the SDK's interceptor has
 * put is replaced, what the call's own configuration sets stays.
 */
public final class XrayInterceptor implements ExecutionInterceptor {
  // The SDK wants one for each name in a JVM.
  private static final ExecutionAttribute<Map<String, String>> HEADERS =
      new ExecutionAttribute<>("dev.nextloop.tracing.headers");

  private final XrayTracer tracer;

  private XrayInterceptor(XrayTracer tracer) {
    this.tracer = tracer;
  }

  /** One for any number of clients. */
  public static ExecutionInterceptor of(XrayTracer tracer) {
    return new XrayInterceptor(tracer);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    // Here the caller's thread is still the one that runs.
    Invocation current = tracer.scope().current();
    if (current != null) {
      Map<String, String> headers = new LinkedHashMap<>(2);
      Outgoing.inject(current, headers::put);
      attributes.putAttribute(HEADERS, headers);
    } else if (tracer.lost() != null) {
      tracer.lost().begun("the call " + call.request().getClass().getSimpleName());
    }
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest call, ExecutionAttributes attributes) {
    Map<String, String> headers = attributes.getAttribute(HEADERS);
    return headers == null || headers.isEmpty()
        ? call.httpRequest()
        : call.httpRequest().copy(request -> headers.forEach(request::putHeader));
  }
}
