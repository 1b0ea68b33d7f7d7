package dev.nextloop.powertools.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.lambda.powertools.parameters.ssm.SSMParam;
import software.amazon.lambda.powertools.parameters.ssm.SSMProvider;
import software.amazon.lambda.powertools.parameters.transform.Transformer;

/** Answers with parameters read by the provider and by annotation. */
public final class Settings implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final SSMProvider provider = SSMProvider.builder().build();
  private final Together together = new Together(System.getenv("AWS_LAMBDA_MAX_CONCURRENCY"));

  @SSMParam(key = "/shop/name")
  private String name;

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    together.await();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("own", provider.get("/shop/order/" + event.get("order")));
    answer.put("name", name);
    answer.put(
        "limits", provider.withTransformation(Transformer.json).get("/shop/limits", Map.class));
    answer.put("request", context.getAwsRequestId());
    return answer;
  }
}
