package dev.nextloop.emulator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.TreeMap;

/** A handler for AWS's own Java client: answers where it runs. */
public final class SurroundingsHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    Map<String, Object> answer = new TreeMap<>(System.getenv());
    answer.put("event", event);
    answer.put("java", System.getProperty("java.specification.version"));
    answer.put("home", System.getProperty("java.home"));
    answer.put("function", context.getFunctionName() + ":" + context.getFunctionVersion());
    answer.put("arn", context.getInvokedFunctionArn());
    return answer;
  }
}
