package dev.nextloop.awscore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Functions as their owners have them: nothing here knows of Nextloop. */
public final class Functions {
  private Functions() {}

  public static class Echo implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      in.transferTo(out);
    }
  }

  public static class Upper implements RequestHandler<Map<String, String>, Map<String, String>> {
    @Override
    public Map<String, String> handleRequest(Map<String, String> event, Context context) {
      return Map.of("upper", event.get("text").toUpperCase(java.util.Locale.ROOT));
    }
  }

  public static class Bodies implements RequestHandler<SQSEvent, List<String>> {
    @Override
    public List<String> handleRequest(SQSEvent event, Context context) {
      return event.getRecords().stream().map(SQSEvent.SQSMessage::getBody).toList();
    }
  }

  public record Point(int x, int y) {}

  public static class Methods {
    public int twice(int number) {
      return 2 * number;
    }

    public static String fixed() {
      return "fixed";
    }

    public void nothing(Context context) {
      context.getLogger().log("nothing for " + context.getAwsRequestId() + "\n");
    }

    public String first(List<String> all, Context context) {
      return all.get(0);
    }

    public void bytes(OutputStream out) throws IOException {
      out.write("raw".getBytes(StandardCharsets.UTF_8));
    }

    public void read(InputStream in) throws IOException {
      System.out.println("read " + in.readAllBytes().length);
    }
  }

  public static class Throws implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String event, Context context) {
      if (event.equals("fine")) {
        return "fine";
      }
      throw new IllegalStateException("no \"" + event + "\" <here> \u00e9", new Exception("why"));
    }
  }

  public static class NoConstructor implements RequestStreamHandler {
    private NoConstructor() {}

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {}
  }

  public static class BadConstructor implements RequestStreamHandler {
    public BadConstructor() {
      throw new IllegalStateException("no database");
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {}
  }

  public static class BadStatics implements RequestStreamHandler {
    static final int NUMBER = Integer.parseInt("x");

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {}
  }

  public abstract static class Abstract implements RequestStreamHandler {}

  public static class Logs implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String level, Context context) {
      context.getLogger().log("a plain line\n");
      context.getLogger().log("a line of level\n", LogLevel.valueOf(level));
      LambdaRuntime.getLogger().log("bytes\n".getBytes(StandardCharsets.UTF_8));
      return "" + (context.getLogger() == LambdaRuntime.getLogger());
    }
  }

  public static class Facts implements RequestHandler<Object, String> {
    @Override
    public String handleRequest(Object event, Context context) {
      int remaining = context.getRemainingTimeInMillis();
      return String.join(
          "|",
          context.getAwsRequestId(),
          context.getFunctionName(),
          context.getFunctionVersion(),
          context.getLogGroupName(),
          context.getLogStreamName(),
          context.getInvokedFunctionArn(),
          "" + context.getMemoryLimitInMB(),
          "" + (remaining > 30_000 && remaining <= 60_000),
          context.getIdentity() == null ? "-" : context.getIdentity().getIdentityPoolId(),
          context.getClientContext() == null
              ? "-"
              : context.getClientContext().getClient().getAppTitle()
                  + context.getClientContext().getCustom()
                  + context.getClientContext().getEnvironment(),
          context.getTenantId(),
          context.getXrayTraceId(),
          System.getProperty("com.amazonaws.xray.traceHeader"));
    }
  }
}
