package dev.nextloop.internal.snapshot;

import dev.nextloop.Priming;
import dev.nextloop.internal.wire.RuntimeHeaders;
import dev.nextloop.spi.Body;
import dev.nextloop.spi.Host;
import dev.nextloop.spi.PolledInvocation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** A sample event as if it had come from the wire. */
record SampleInvocation(List<Map.Entry<String, String>> headers, Body body)
    implements PolledInvocation {
  private static final String CLIENT_CONTEXT = "{\"custom\":{\"" + Priming.MARK + "\":\"true\"}}";
  // Well-formed and not sampled: nothing of a sample is to be traced.
  private static final String TRACE =
      "Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0";

  static SampleInvocation of(int number, byte[] event, long deadlineMs, Host host) {
    return new SampleInvocation(
        List.of(
            Map.entry(
                RuntimeHeaders.REQUEST_ID,
                Priming.REQUEST_ID_PREFIX + String.format("%012d", number)),
            Map.entry(RuntimeHeaders.DEADLINE_MS, Long.toString(deadlineMs)),
            Map.entry(RuntimeHeaders.FUNCTION_ARN, arn(host)),
            Map.entry(RuntimeHeaders.TRACE_ID, TRACE),
            Map.entry(RuntimeHeaders.CLIENT_CONTEXT, CLIENT_CONTEXT),
            Map.entry(Priming.MARK, "true")),
        new Body.Whole(ByteBuffer.wrap(event)));
  }

  private static String arn(Host host) {
    return "arn:aws:lambda:"
        + or(host.variable("AWS_REGION"), "us-east-1")
        + ":000000000000:function:"
        + or(host.variable("AWS_LAMBDA_FUNCTION_NAME"), "function");
  }

  private static String or(String value, String otherwise) {
    return value == null || value.isEmpty() ? otherwise : value;
  }

  @Override
  public String header(String name) {
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return null;
  }
}
