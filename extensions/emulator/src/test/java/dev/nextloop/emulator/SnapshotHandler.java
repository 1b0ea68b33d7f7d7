package dev.nextloop.emulator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.crac.Core;
import org.crac.Resource;

/** A function with hooks around its snapshot: answers what they did, and fails where it is told. */
public final class SnapshotHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, Resource {
  private final String failing = Objects.toString(System.getenv("FAIL"), "");
  private final Map<String, Object> done = new TreeMap<>();

  /** Registers itself; the runtime holds the handler, so the hook stays. */
  public SnapshotHandler() {
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    failIf("before");
    done.merge("before", 1, (old, one) -> (int) old + 1);
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) throws Exception {
    failIf("after");
    done.merge("after", 1, (old, one) -> (int) old + 1);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(System.getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI")))
            .header("Authorization", System.getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN"))
            .build();
    done.put(
        "credentials", HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  private void failIf(String hook) {
    if (failing.equals(hook)) {
      throw new IllegalStateException("asked to fail " + hook);
    }
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    Map<String, Object> answer = new TreeMap<>(done);
    answer.put("type", System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"));
    answer.put("key", System.getenv("AWS_ACCESS_KEY_ID"));
    answer.put("version", context.getFunctionVersion());
    answer.put("arn", context.getInvokedFunctionArn());
    return answer;
  }
}
