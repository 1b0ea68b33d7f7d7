package dev.nextloop.awscore.internal;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.nextloop.Invocation;
import dev.nextloop.awscore.internal.json.SentContext;
import dev.nextloop.spi.Host;

/**
 * What a function is told of its invocation. Holds facts only, so it stays readable when the
 * invocation is over. Any thread.
 */
final class FunctionContext implements Context {
  private final FunctionSettings settings;
  private final LambdaLogger logger;
  private final Host host;
  private final String requestId;
  private final String arn;
  private final String tenantId;
  private final String traceId;
  private final long deadline;
  private final CognitoIdentity identity;
  private final ClientContext client;

  /**
   * Reads the facts.
   *
   * @throws RuntimeException of Gson, for a context that makes no sense
   */
  FunctionContext(
      FunctionSettings settings, LambdaLogger logger, Host host, Invocation invocation) {
    this.settings = settings;
    this.logger = logger;
    this.host = host;
    this.requestId = invocation.requestId();
    this.arn = invocation.functionArn().orElse(null);
    this.tenantId = invocation.tenantId().orElse(null);
    this.traceId = invocation.header(Headers.TRACE).orElse(null);
    this.deadline = invocation.deadline().toEpochMilli();
    String identityJson = invocation.header(Headers.IDENTITY).orElse(null);
    this.identity = identityJson == null ? null : SentContext.identity(identityJson);
    String clientJson = invocation.header(Headers.CLIENT).orElse(null);
    this.client = clientJson == null ? null : SentContext.client(clientJson);
  }

  /** Headers that are handed over as they came. */
  static final class Headers {
    static final String TRACE = "Lambda-Runtime-Trace-Id";
    private static final String IDENTITY = "Lambda-Runtime-Cognito-Identity";
    private static final String CLIENT = "Lambda-Runtime-Client-Context";

    private Headers() {}
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return settings.logGroup();
  }

  @Override
  public String getLogStreamName() {
    return settings.logStream();
  }

  @Override
  public String getFunctionName() {
    return settings.name();
  }

  @Override
  public String getFunctionVersion() {
    return settings.version();
  }

  @Override
  public String getInvokedFunctionArn() {
    return arn;
  }

  @Override
  public CognitoIdentity getIdentity() {
    return identity;
  }

  @Override
  public ClientContext getClientContext() {
    return client;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, deadline - host.now()));
  }

  @Override
  public int getMemoryLimitInMB() {
    return settings.memory();
  }

  @Override
  public LambdaLogger getLogger() {
    return logger;
  }

  @Override
  public String getTenantId() {
    return tenantId;
  }

  @Override
  public String getXrayTraceId() {
    return traceId;
  }
}
