package com.acme.context;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Answers all that its context says. */
public class Everything implements RequestHandler<Object, Map<String, Object>> {
  @Override
  public Map<String, Object> handleRequest(Object in, Context context) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("awsRequestId", context.getAwsRequestId());
    all.put("functionName", context.getFunctionName());
    all.put("functionVersion", context.getFunctionVersion());
    all.put("invokedFunctionArn", context.getInvokedFunctionArn());
    all.put("memoryLimitInMB", context.getMemoryLimitInMB());
    all.put("logGroupName", context.getLogGroupName());
    all.put("logStreamName", context.getLogStreamName());
    all.put("tenantId", context.getTenantId());
    all.put("xrayTraceId", context.getXrayTraceId());
    all.put("traceProperty", System.getProperty("com.amazonaws.xray.traceHeader"));
    int remaining = context.getRemainingTimeInMillis();
    all.put("remainingTimeIsRight", remaining > 30_000 && remaining <= 60_000);
    if (context.getIdentity() != null) {
      all.put("identityId", context.getIdentity().getIdentityId());
      all.put("identityPoolId", context.getIdentity().getIdentityPoolId());
    }
    all.put("clientContext", context.getClientContext() == null ? null : client(context));
    return all;
  }

  private static Map<String, Object> client(Context context) {
    ClientContext client = context.getClientContext();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("custom", sorted(client.getCustom()));
    all.put("environment", sorted(client.getEnvironment()));
    Client app = client.getClient();
    if (app != null) {
      all.put("installationId", app.getInstallationId());
      all.put("appTitle", app.getAppTitle());
      all.put("appVersionName", app.getAppVersionName());
      all.put("appVersionCode", app.getAppVersionCode());
      all.put("appPackageName", app.getAppPackageName());
    }
    return all;
  }

  private static Map<String, String> sorted(Map<String, String> map) {
    return map == null ? null : new TreeMap<>(map);
  }
}
