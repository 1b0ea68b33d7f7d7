package dev.nextloop.internal.wire;

/** Names of the Runtime API's headers, as the platform spells them. */
public final class RuntimeHeaders {
  /** Id of the invocation. */
  public static final String REQUEST_ID = "Lambda-Runtime-Aws-Request-Id";

  /** Milliseconds since 1970. */
  public static final String DEADLINE_MS = "Lambda-Runtime-Deadline-Ms";

  /** ARN as invoked. */
  public static final String FUNCTION_ARN = "Lambda-Runtime-Invoked-Function-Arn";

  /** X-Ray trace header. */
  public static final String TRACE_ID = "Lambda-Runtime-Trace-Id";

  /** JSON of mobile SDKs. */
  public static final String CLIENT_CONTEXT = "Lambda-Runtime-Client-Context";

  /** JSON of Cognito. */
  public static final String COGNITO_IDENTITY = "Lambda-Runtime-Cognito-Identity";

  /** Tenant, with tenant isolation. */
  public static final String TENANT_ID = "Lambda-Runtime-Aws-Tenant-Id";

  /** Id of this delivery; sent back on response and error. */
  public static final String INVOCATION_ID = "Lambda-Runtime-Invocation-Id";

  /** Type of a failure, for the platform. */
  public static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";

  /** X-Ray cause of a failure. */
  public static final String ERROR_CAUSE = "Lambda-Runtime-Function-XRay-Error-Cause";

  /** How a response is sent; absent when it is buffered. */
  public static final String RESPONSE_MODE = "Lambda-Runtime-Function-Response-Mode";

  /** Error document of a response that failed midway, in base64; a trailer. */
  public static final String ERROR_BODY = "Lambda-Runtime-Function-Error-Body";

  private RuntimeHeaders() {}
}
